import type { Card } from '@charrette/shared'
import { coverageOf } from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ExportedBoard, ExportMeta } from '../ExportedBoard.ts'
import { createNoteNames } from './noteNames.ts'
import { toNotes } from './toNotes.ts'

const meta: ExportMeta = { at: new Date(2025, 10, 24, 12), locale: 'en', origin: 'https://charrette.example' }
const path = `/api/images/${'0'.repeat(40)}`

function boardOf(cards: Card[], rest: Partial<ExportedBoard['content']> = {}): ExportedBoard {
	const content = { cards, links: [], clusters: [], images: [], ...rest }
	return {
		workshop: { title: 'Ville: "2025"' },
		session: { title: 'Morning' },
		board: { title: 'Group 1: permits/licences' },
		content: { ...content, coverage: coverageOf(content.cards, content.links) },
	} as unknown as ExportedBoard
}

async function filesOf(board: ExportedBoard, locale: ExportMeta['locale'] = 'en'): Promise<Record<string, string>> {
	const chunks: Uint8Array[] = []
	for await (const chunk of toNotes(board, { ...meta, locale })) chunks.push(chunk)
	const files = Object.entries(unzipSync(Buffer.concat(chunks)))
	return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes)]))
}

describe('[FILE9] notes of a board', () => {
	const cards: Card[] = [
		{
			...{ id: 'o', kind: 'obstacle', text: 'Permits: nine [months]\n- slow\n- **very** slow', city: 'Łódź "2"' },
			...{
				author: 'Li',
				category: 'law',
				cluster: 'k',
				votes: 5,
				description: '=1+1 #tag',
				source: 'https://a.org/x_y',
			},
			...{ image: { path, alt: 'A queue' }, reactions: [{ emoji: '👍', count: 2 }] },
		},
		{ id: 's', kind: 'solution', text: 'One office', city: '' },
		{ id: 't', kind: 'solution', text: 'one OFFICE', city: '' },
		{ id: 'e', kind: 'note', text: '', city: '' },
	]
	const links = [{ id: 'l', from: 's', to: 'o', meaning: 'addresses' as const }]
	const board = boardOf(cards, {
		links,
		clusters: [
			{ id: 'k', title: '规则', cards: ['o'] },
			{ id: 'u', title: '', cards: [] },
		],
		images: [{ id: 'i', path, alt: '队列', cluster: 'k' }],
	})

	it('has a note for each card with its properties, text and links, in the language of the export', async () => {
		const files = await filesOf(board)
		expect(files['Group 1 permits licences/Permits nine months.md']).toBe(
			[
				'---',
				'kind: "Obstacle"',
				'category: "law & regulation"',
				'city: "Łódź \\"2\\""',
				'author: "Li"',
				'cluster: "[[规则]]"',
				'board: "[[Group 1 permits licences]]"',
				'answered: true',
				'votes: 5',
				'reactions: ["👍 2"]',
				'---',
				'',
				'Permits: nine \\[months\\]  ',
				'- slow  ',
				'- **very** slow',
				'',
				`![A queue](https://charrette.example${path})`,
				'',
				'\\=1+1 \\#tag',
				'',
				'Source: <https://a.org/x_y>',
				'',
				'## Links',
				'',
				'- ← addresses: [[One office]]',
				'',
			].join('\n'),
		)
		expect((await filesOf(board, 'fr'))['Group 1 permits licences/Permits nine months.md']).toContain(
			'kind: "Obstacle"\n',
		)
		expect((await filesOf(board, 'zh-CN'))['Group 1 permits licences/Permits nine months.md']).toContain(
			'kind: "障碍"\n',
		)
	})

	it('has a note for each cluster and one for the board, which link to every card', async () => {
		const files = await filesOf(board)
		expect(Object.keys(files)).toEqual([
			'Group 1 permits licences/Group 1 permits licences.md',
			'Group 1 permits licences/规则.md',
			'Group 1 permits licences/Untitled cluster.md',
			'Group 1 permits licences/Permits nine months.md',
			'Group 1 permits licences/One office.md',
			'Group 1 permits licences/one OFFICE 2.md',
			'Group 1 permits licences/Note.md',
		])
		const [index = '', cluster = ''] = Object.values(files)
		expect(index).toContain('# Group 1: permits/licences\n\n## [[规则]]\n\n- [[Permits nine months]]\n')
		expect(index).toContain('- [[One office]]\n- [[one OFFICE 2]]\n- [[Note]]')
		expect(cluster).toContain(`- [[Permits nine months]]\n\n![队列](https://charrette.example${path})`)
		for (const text of Object.values(files))
			for (const [, name] of text.matchAll(/\[\[([^\]]+)\]\]/g))
				expect(files).toHaveProperty([`Group 1 permits licences/${name}.md`])
	})

	it('is deterministic, and escapes text that looks like Markdown, properties, tags or links', async () => {
		const nasty =
			'---\nkind: x\n---\n# h\n1. a\n[[Note]] #tag %%hidden%% ==x== $y$ ^block `c` <b> ![[x]] | a | > q\n\tcode\u000b'
		const same = boardOf([{ id: 'n', kind: 'note', text: nasty, city: '"\n---\nx: 1' }])
		const files = await filesOf(same)
		expect(await filesOf(same)).toEqual(files)
		const [, text = ''] = Object.values(files)
		expect(text.split('\n').slice(0, 5)).toEqual([
			...['---', 'kind: "Note"', 'city: "\\"\\n---\\nx: 1"', 'board: "[[Group 1 permits licences]]"', '---'],
		])
		expect(text.split('\n').slice(6)).toEqual([
			...['\\---  ', 'kind: x  ', '\\---  ', '\\# h  ', '1\\. a  '],
			'\\[\\[Note\\]\\] \\#tag \\%\\%hidden\\%\\% \\=\\=x\\=\\= \\$y\\$ \\^block \\`c\\` \\<b\\> !\\[\\[x\\]\\] \\| a \\| \\> q  ',
			...['code', ''],
		])
	})
})

describe('[FILE9] the names of notes', () => {
	it('are valid file names on every system, and unique in any script', () => {
		const take = createNoteNames()
		const texts = [
			...[
				'CON',
				'con',
				'a/b\\c:d*e?f"g<h>i|j',
				'.hidden',
				'ends with dots...',
				'#tag ^x [y]',
				'',
				'🇨🇴 👩🏽‍🔬',
				'é',
				'e\u0301',
				'É',
			],
			...[
				'التنسيق بين الإدارات',
				'许可太慢'.repeat(40),
				'许可太慢'.repeat(41),
				'x'.repeat(500),
				'**bold**\nsecond',
				'***',
				'\u202eevil',
			],
		]
		const names = texts.map((text) => take(text, 'Note'))
		expect(new Set(names.map((name) => name.normalize('NFKC').toLowerCase())).size).toBe(texts.length)
		for (const name of names) {
			expect(name).not.toMatch(/[<>:"/\\|?*#^[\]\p{C}]|^[.\s]|[.\s]$/u)
			expect(name).not.toMatch(/^(con|nul)$/i)
			expect(Buffer.byteLength(`${name}.md`)).toBeLessThan(120)
		}
		expect(names.slice(0, 3)).toEqual(['CON_', 'con_ 2', 'a b c d e f g h i j'])
		expect(names[6]).toBe('Note')
	})
})

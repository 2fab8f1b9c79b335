import type { BoardContent, BoardId, WorkshopId } from '@charrette/shared'
import { CARD_KINDS, LINK_MEANINGS, LOCALES, OBSTACLE_CATEGORIES } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import type { ExportAbout } from './ExportAbout.ts'
import { attachment, fileName } from './fileName.ts'
import { labelsIn } from './labels.ts'
import { toCsv } from './toCsv.ts'
import { toJson } from './toJson.ts'
import { toMarkdown } from './toMarkdown.ts'

const about: ExportAbout = {
	workshop: { id: 'w' as WorkshopId, title: 'Ville *2025*' },
	board: { id: 'b' as BoardId, title: 'Group 1' },
	at: new Date(2025, 10, 24, 12),
	locale: 'en',
	origin: 'https://charrette.example',
}
const content: BoardContent = {
	cards: [
		{
			id: 'o',
			kind: 'obstacle',
			text: '许可, "nine" months\nor ten',
			city: 'Wuhan',
			author: 'Li',
			category: 'law',
			cluster: 'k',
			votes: 5,
		},
		{ id: 's', kind: 'solution', text: '=1+1', city: '@home' },
		{ id: 'n', kind: 'note', text: '# not [a](b) <i>heading</i> & &amp; 1. * _x_', city: '' },
	],
	links: [{ id: 'l', from: 's', to: 'o', meaning: 'addresses' }],
	clusters: [{ id: 'k', title: 'Permits', cards: ['o'] }],
	images: [{ id: 'i', path: `/api/images/${'0'.repeat(40)}`, alt: 'A *queue*', cluster: 'k' }],
	coverage: { obstacles: 1, answered: 1, open: 0, shared: 0 },
}

describe('CSV', () => {
	const csv = toCsv(content, about)

	it('has a byte order mark, CRLF and RFC 4180 quotes', () => {
		expect(csv).toBe(
			[
				'\uFEFFID,Kind,Text,City,Author,Category,Cluster,Answered,Dots,Links,Link IDs,Image URL',
				'o,Obstacle,"许可, ""nine"" months\nor ten",Wuhan,Li,law & regulation,Permits,yes,5,← addresses: =1+1,,',
				`s,Solution,'=1+1,'@home,,,,,,"addresses → 许可, ""nine"" months\nor ten",l addresses o,`,
				'n,Note,# not [a](b) <i>heading</i> & &amp; 1. * _x_,,,,,,,,,',
				`i,Image,A *queue*,,,,Permits,,,,,https://charrette.example/api/images/${'0'.repeat(40)}`,
				'',
			].join('\r\n'),
		)
	})

	it.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '＝1', '＠x'])('keeps %j from running as a formula', (text) => {
		const card = { id: 'c', kind: 'note' as const, text, city: '' }
		const row = toCsv({ ...content, cards: [card], links: [] }, about).split('\r\n')[1]
		expect(row).toMatch(/^c,Note,"?'/)
	})
})

describe('Markdown', () => {
	const markdown = toMarkdown(content, about)

	it('is an outline: clusters, their cards, their links both ways', () => {
		expect(markdown).toContain(
			'## Permits\n\n- **Obstacle (law & regulation)** 许可, "nine" months<br>or ten — Wuhan, Li · Dots: 5\n',
		)
		expect(markdown).toContain('  - ← addresses: =1+1'.replace('=', '\\='))
		expect(markdown).toContain('## Not in a cluster\n\n- **Solution**')
		expect(markdown).toContain('obstacles: 1 · answered: 1 · open: 0')
	})

	it('has each image below the cards of its cluster, by a whole address', () => {
		const address = `https://charrette.example/api/images/${'0'.repeat(40)}`
		expect(markdown).toContain(`=1+1\n\n![A \\*queue\\*](${address})\n\n## Not in a cluster`.replace('=', '\\='))
		const images = content.images.map(({ id, path }) => ({ id, path, alt: '' }))
		const loose = toMarkdown({ ...content, cards: [], images }, about)
		expect(loose).toContain(`## Not in a cluster\n\n![Image](${address})\n`)
	})

	it('shows what people wrote as they wrote it', () => {
		expect(markdown).toContain('# Group 1\n\nVille \\*2025\\* · 2025-11-24')
		expect(markdown).toContain('\\# not \\[a\\](b) \\<i\\>heading\\</i\\> & \\&amp; 1. \\* \\_x\\_')
	})
})

it('JSON holds the content as it is, and says what it is', () => {
	const file: unknown = JSON.parse(toJson(content, about))
	expect(file).toEqual({
		format: 'charrette.board',
		formatVersion: 1,
		exportedAt: about.at.toISOString(),
		workshop: about.workshop,
		board: about.board,
		...content,
	})
})

it('every language has a word for everything', () => {
	for (const locale of LOCALES) {
		const { kinds, categories, meanings } = labelsIn(locale)
		const words = [
			...CARD_KINDS.map((kind) => kinds[kind]),
			...OBSTACLE_CATEGORIES.map((category) => categories[category]),
			...LINK_MEANINGS.map((meaning) => meanings[meaning]),
		]
		expect(words.every((word) => word.length > 0)).toBe(true)
	}
})

describe('file names', () => {
	const nameOf = (workshop: string, board: string) =>
		fileName(
			{ ...about, workshop: { ...about.workshop, title: workshop }, board: { ...about.board, title: board } },
			'csv',
		)

	it.each([
		['Villes: 城市/2025', 'Groupe 1', 'Villes 城市 2025 - Groupe 1 - 2025-11-24.csv'],
		['../../etc\\passwd\0', '..', 'etc passwd - _ - 2025-11-24.csv'],
		['CON', ' x. ', 'CON_ - x - 2025-11-24.csv'],
		['a\u202Egpj', 'b\r\nSet-Cookie: x', 'a gpj - b Set-Cookie x - 2025-11-24.csv'],
	])('of %j and %j are safe on every system', (workshop, board, expected) => {
		expect(nameOf(workshop, board)).toBe(expected)
	})

	it('fit into 255 bytes, however long the titles are', () => {
		expect(Buffer.byteLength(nameOf('城'.repeat(120), '🏙'.repeat(60)))).toBeLessThanOrEqual(255)
	})

	it('travel in a header of plain letters', () => {
		const header = attachment('Été "城市" (1)\'s.csv')
		expect(header).toMatch(/^[\x20-\x7e]+$/)
		expect(header).toBe(
			`attachment; filename="Ete ___ (1)'s.csv"; filename*=UTF-8''%C3%89t%C3%A9%20%22%E5%9F%8E%E5%B8%82%22%20%281%29%27s.csv`,
		)
	})
})

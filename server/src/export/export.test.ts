import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { BoardContent, Card } from '@charrette/shared'
import {
	boardFile,
	CARD_KINDS,
	coverageOf,
	LINK_MEANINGS,
	LOCALES,
	OBSTACLE_CATEGORIES,
	readBoard,
	unescapeCell,
	writeCsv,
} from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { readFile } from '../import/readFile.ts'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { withoutAuthors } from './ExportedBoard.ts'
import { attachment, exportFileName } from './exportHeaders.ts'
import { exportLabelsIn } from './labels.ts'
import { toCsv } from './toCsv.ts'
import { toJson } from './toJson.ts'
import { toMarkdown } from './toMarkdown.ts'

const about: ExportMeta = { at: new Date(2025, 10, 24, 12), locale: 'en', origin: 'https://charrette.example' }
const imageId = '0'.repeat(40)
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
	images: [{ id: 'i', path: `/api/images/${imageId}`, alt: 'A *queue*', cluster: 'k' }],
	coverage: { obstacles: 1, answered: 1, open: 0, shared: 0 },
}
const people = [{ id: 'p1', name: 'Li', city: 'Wuhan' }]
const exported = {
	workshop: { id: 'w', title: 'Ville *2025*', participants: people },
	session: { id: 'm', title: 'Morning' },
	board: { id: 'b', title: 'Group 1' },
	content,
	document: { schema: 1, records: { 'shape:o': { 'meta.author': 'p1', text: '许可', type: 'card' } } },
	result: null,
	hasAuthors: true,
	readImage: async (id: string) => (id === imageId ? { type: 'image/png', bytes: new Uint8Array([1, 2]) } : null),
} as unknown as ExportedBoard
const obstacle = (id: string, text: string): Card => ({ id, kind: 'obstacle', text, city: '' })
const withContent = (other: Partial<BoardContent>): ExportedBoard => ({
	...exported,
	content: { ...content, ...other },
})
const jsonOf = async (board: ExportedBoard): Promise<unknown> =>
	JSON.parse(await text(Readable.from(toJson(board, about))))

describe('CSV', () => {
	const csv = toCsv(exported, about)

	it('has a byte order mark, CRLF and RFC 4180 quotes', () => {
		expect(csv).toBe(
			[
				'\uFEFFID,Kind,Text,City,Author,Category,Cluster,Answered,Dots,Links,Link IDs,Image URL,Cluster ID',
				'o,Obstacle,"许可, ""nine"" months\nor ten",Wuhan,Li,law & regulation,Permits,yes,5,← addresses: =1+1,,,k',
				`s,Solution,'=1+1,'@home,,,,,,"addresses → 许可, ""nine"" months\nor ten",l addresses o,,`,
				'n,Note,"# not [a](b) <i>heading</i> & &amp; 1. * _x_",,,,,,,,,,',
				`i,Image,A *queue*,,,,Permits,,,,,https://charrette.example/api/images/${'0'.repeat(40)},k`,
				'',
			].join('\r\n'),
		)
	})

	it.each(['comma', 'semicolon'] as const)('restores cards with any characters, separated by a %s', (separator) => {
		const signs = [
			'a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p',
			'a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p',
			'a|b\tc',
			'"; ,"',
		]
		const cards = signs.map((text, at) => ({ id: `shape:c${at}`, kind: 'note' as const, text, city: 'Lima; Perú, x' }))
		const table = toCsv(withContent({ cards, links: [], images: [], clusters: [] }), { ...about, separator })
		expect(table).toContain(separator === 'comma' ? 'ID,Kind,' : 'ID;Kind;')
		const { boards, skipped } = readFile(Buffer.from(table), 'table.csv')
		expect(skipped).toEqual([])
		const read = readBoard(boards[0]?.doc ?? expect.fail()).cards
		expect(read.map(({ id, text, city }) => [id, text, city]).sort()).toEqual(
			cards.map(({ id, text, city }) => [id, text, city]),
		)
	})

	it('restores every text, including apostrophes of its own before a formula', () => {
		for (const text of ['=1', "'=1", "''@x", "'-", "'", "'quoted'", "=a'", "it's", "'＝1", '1']) {
			const [, cell = ''] = writeCsv([['Text'], [text]]).split('\r\n')
			expect(unescapeCell(cell)).toBe(text)
			expect(cell).not.toMatch(/^[=+\-@＝]/)
		}
	})

	it.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '＝1', '＠x'])('keeps %j from running as a formula', (text) => {
		const card = { id: 'c', kind: 'note' as const, text, city: '' }
		const row = toCsv(withContent({ cards: [card], links: [] }), about).split('\r\n')[1]
		expect(row).toMatch(/^c,Note,"?'/)
	})
})

describe('Markdown', () => {
	const markdown = toMarkdown(exported, about)

	it('is an outline of clusters, cards, and links in both directions', () => {
		expect(markdown).toContain(
			'## Permits\n\n- **Obstacle (law & regulation)** 许可, "nine" months<br>or ten — Wuhan, Li · Dots: 5\n',
		)
		expect(markdown).toContain('  - ← addresses: =1+1'.replace('=', '\\='))
		expect(markdown).toContain('## Not in a cluster\n\n- **Solution**')
		expect(markdown).toContain('obstacles: 1 · answered: 1 · open: 0')
	})

	it('[SHARED1] lists open obstacles that say the same once, with their cities', () => {
		const cards = ['Dakar', 'Lima', 'Quito'].map((city, at) => ({ ...obstacle(`o${at}`, 'No permits'), city }))
		const all = [...cards, { ...obstacle('n', 'Nobody signs'), city: 'Lyon', author: 'Ana' }]
		const lines = toMarkdown(withContent({ cards: all, links: [], coverage: coverageOf(all, []) }), about)
		expect(lines).toContain('obstacles: 2 · answered: 0 · open: 2 · shared')
		expect(lines).toContain('Open:\n\n- No permits — Dakar, Lima, Quito\n- Nobody signs — Lyon, Ana\n')
	})

	it('has each image below the cards of its cluster, with a full URL', () => {
		const address = `https://charrette.example/api/images/${'0'.repeat(40)}`
		expect(markdown).toContain(`=1+1\n\n![A \\*queue\\*](${address})\n\n## Not in a cluster`.replace('=', '\\='))
		const images = content.images.map(({ id, path }) => ({ id, path, alt: '' }))
		const loose = toMarkdown(withContent({ cards: [], images }), about)
		expect(loose).toContain(`## Not in a cluster\n\n![Image](${address})\n`)
	})

	it('lists open obstacles, and the result of a vote', () => {
		const long = `${'很'.repeat(119)}👩👩`
		const open = { id: 'p', kind: 'obstacle' as const, text: long, city: 'Lima' }
		const cards = [...content.cards, open]
		const given = { kind: 'solution', text: 'Office\n$1$', dots: 3 }
		const result = {
			title: '哪个_先_？',
			cards: [
				['b', 's'],
				['b', 'gone'],
				['other', 's'],
			].map(([of, id]) => ({ ...given, board: of, card: id })),
		}
		const withOpen = toMarkdown({ ...withContent({ cards }), result: result as never }, about)
		expect(withOpen).toContain(`Open:\n\n- ${'很'.repeat(119)}👩… — Lima\n\n## Permits`)
		expect(withOpen).toMatch(
			/\n\n## Dots: 哪个\\_先\\_？\n\n- \*\*3\*\* Solution: Office \\\$1\\\$\n\n\[\/\/\]: # \(.*\)\n$/,
		)
		expect(markdown).not.toContain('Open:')
	})

	it('writes URLs as they are anywhere in a text, and does not link a truncated one', () => {
		const address = 'https://a.org/x_y~z(1)?b=1&copy;=2'
		const text = `See ${address}, www.b_c.org/d and ana_li@a-b.org now`
		const open = { id: 'p', kind: 'obstacle' as const, text, city: '', description: text, source: address }
		const long = { id: 'q', kind: 'obstacle' as const, text: `https://a.org/${'x_'.repeat(90)}`, city: '' }
		const cards = [open, long]
		const workshop = { ...exported.workshop, title: address }
		const written = toMarkdown({ ...withContent({ cards, links: [] }), workshop }, about)
		const shown = '<https://a.org/x_y~z(1)?b=1&amp;copy;=2>'
		const words = `See ${shown}, [www.b\\_c.org/d](<https://www.b_c.org/d>) and [ana\\_li@a-b.org](<mailto:ana_li@a-b.org>) now`
		expect(written.split('\n').filter((line) => line.includes('See'))).toEqual([
			`- ${words}`,
			`- **Obstacle** ${words}`,
			`  - ${words}`,
		])
		expect(written).toContain(`  - Source: ${shown}\n`)
		expect(written).toContain(`# Group 1\n\n${shown} · 2025-11-24`)
		expect(written).toContain(`- https://a.org/${'x\\_'.repeat(53)}…\n`)
	})

	it('escapes texts', () => {
		expect(markdown).toContain('# Group 1\n\nVille \\*2025\\* · 2025-11-24')
		expect(markdown).toContain('\\# not \\[a\\](b) \\<i\\>heading\\</i\\> & \\&amp; 1. \\* \\_x\\_')
	})
})

describe('JSON', () => {
	it('has content, document, images and a format name', async () => {
		expect(await jsonOf(exported)).toEqual({
			format: 'charrette.board',
			formatVersion: 2,
			exportedAt: about.at.toISOString(),
			workshop: { id: 'w', title: 'Ville *2025*' },
			session: { id: 'm', title: 'Morning' },
			board: { id: 'b', title: 'Group 1' },
			people,
			...content,
			document: exported.document,
			pictures: { [imageId]: { type: 'image/png', base64: 'AQI=' } },
		})
	})

	it('matches its schema, even for an empty board', async () => {
		const empty = withContent({ cards: [], links: [], clusters: [], images: [] })
		for (const board of [exported, empty, withoutAuthors(exported)])
			expect(boardFile.parse(await jsonOf(board))).toEqual(await jsonOf(board))
	})

	it('[ANON1] has no authors if they were removed', async () => {
		const written = JSON.stringify(await jsonOf(withoutAuthors(exported)))
		for (const trace of ['p1', 'Li"', 'people', 'author']) expect(written).not.toContain(trace)
		expect(written).toContain('"shape:o":{"text":"许可","type":"card"}')
	})
})

it('every language has all labels', () => {
	for (const locale of LOCALES) {
		const { kinds, categories, meanings } = exportLabelsIn(locale)
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
		exportFileName({ workshop: { title: workshop }, board: { title: board }, at: about.at }, 'csv')

	it.each([
		['Villes: 城市/2025', 'Groupe 1', 'Villes 城市 2025 - Groupe 1 - 2025-11-24.csv'],
		['../../etc\\passwd\0', '..', 'etc passwd - _ - 2025-11-24.csv'],
		['CON', ' x. ', 'CON_ - x - 2025-11-24.csv'],
		['a\u202Egpj', 'b\r\nSet-Cookie: x', 'a gpj - b Set-Cookie x - 2025-11-24.csv'],
	])('of %j and %j are safe on every system', (workshop, board, expected) => {
		expect(nameOf(workshop, board)).toBe(expected)
	})

	it('have at most 255 bytes, however long the titles are', () => {
		expect(Buffer.byteLength(nameOf('城'.repeat(120), '🏙'.repeat(60)))).toBeLessThanOrEqual(255)
	})

	it('are encoded in an ASCII header', () => {
		const header = attachment('Été "城市" (1)\'s.csv')
		expect(header).toMatch(/^[\x20-\x7e]+$/)
		expect(header).toBe(
			`attachment; filename="Ete ___ (1)'s.csv"; filename*=UTF-8''%C3%89t%C3%A9%20%22%E5%9F%8E%E5%B8%82%22%20%281%29%27s.csv`,
		)
	})
})

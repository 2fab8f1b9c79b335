import type { Board, BoardContent, BoardId, Locale, Session, SessionId, Workshop } from '@charrette/shared'
import { LOCALES, parseCardText, reportTextsIn, stripUnprintable } from '@charrette/shared'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { buildReport } from './buildReport.ts'
import { parseImage } from './parseImage.ts'
import type { ReportBlock } from './Report.ts'
import type { ReportSource } from './ReportScope.ts'
import { cssString } from './reportCss.ts'
import { toReportHtml } from './toReportHtml.ts'

const content: BoardContent = {
	cards: [
		{
			id: 'o',
			kind: 'obstacle',
			text: 'No permits',
			city: 'Wuhan',
			category: 'law',
			cluster: 'k',
			votes: 3,
			author: 'Li',
		},
		{ id: 'open', kind: 'obstacle', text: 'No money', city: 'Dakar' },
		{ id: 's', kind: 'solution', text: `One office. ${'x'.repeat(900)}`, city: 'wuhan ' },
	],
	links: [
		{ id: 'l', from: 's', to: 'o', meaning: 'addresses' },
		{ id: 'again', from: 's', to: 'o', meaning: 'addresses' },
		{ id: 'm', from: 'open', to: 'o', meaning: 'causes' },
	],
	clusters: [{ id: 'k', title: '', cards: ['o'] }],
	images: [{ id: 'i', path: '/api/images/0', alt: 'A queue' }],
	coverage: { obstacles: 2, answered: 1, open: 1, shared: 0 },
}
const nothing: BoardContent = {
	cards: [],
	links: [],
	clusters: [],
	images: [],
	coverage: { obstacles: 0, answered: 0, open: 0, shared: 0 },
}

const sessionOf = (id: string): Session => ({
	id: id as SessionId,
	title: `Session ${id}`,
	phases: [
		{
			id: `${id}-p` as never,
			kind: 'write',
			title: { en: 'Write', fr: 'Écrire' },
			prompt: { en: 'One idea a card' },
			minutes: 20,
			may: [],
			shows: 'prompt',
			isPrivate: false,
		},
	],
	phase: null,
	groups: [],
	boards: [`${id}-full`, `${id}-empty`].map((board) => ({
		id: board as BoardId,
		title: board,
		group: null,
		frozen: false,
	})),
})

function sourceOf(...ids: string[]): ReportSource {
	const sessions = ids.map(sessionOf)
	const workshop = {
		title: 'Streets',
		cities: [{ name: 'Wuhan' }],
		participants: [{ id: 'p', name: 'Li', city: 'WUHAN' }],
		sessions,
	} as unknown as Workshop
	const contents = new Map(
		sessions.flatMap(({ boards }) => boards.map(({ id }, index) => [id, index === 0 ? content : nothing] as const)),
	)
	return { workshop, sessions, contents, results: [], renders: new Map(), images: new Map(), exchange: null }
}
const options = { locale: 'en' as const, at: new Date(2025, 10, 24, 12), namesPeople: true }
const outline = (...ids: string[]) =>
	buildReport(sourceOf(...ids), options).sections.map(({ level, title }) => `${'#'.repeat(level)} ${title}`)

describe('[REP1] a report', () => {
	it('of one session has annexes from its agenda to its participants', () => {
		const board = ['# 1-full', '## Untitled cluster', '## Not in a cluster']
		expect(outline('1')).toEqual(['# Agenda', '# Board by board', ...board, '# Participants'])
	})

	it('of several has a chapter for each', () => {
		const titles = outline('1', '2')
		expect(titles.filter((title) => /^# /.test(title))).toEqual([
			'# Board by board',
			'# Session 1',
			'# Session 2',
			'# Participants',
		])
		expect(titles).toContain('### Not in a cluster')
		expect(titles.filter((title) => title === '## Agenda')).toHaveLength(2)
	})

	const { front, sections, facts } = buildReport(sourceOf('1'), options)
	const blocksOf = (title: string): ReportBlock[] => sections.find((section) => section.title === title)?.blocks ?? []

	it('has each link once, each solution once, and the full text of a card once', () => {
		const loose = JSON.stringify(blocksOf('Not in a cluster'))
		expect([loose.split('x'.repeat(900)).length, loose.split('Addresses → No permits').length]).toEqual([2, 3])
		expect(loose).toContain('Causes → No permits')
		expect(loose).toContain('Obstacle · No solution yet')
		expect(JSON.stringify(front)).not.toContain('x'.repeat(200))
		expect(blocksOf('Untitled cluster')).toMatchObject([
			{
				cards: [
					{
						text: parseCardText('No permits'),
						label: 'Obstacle · law & regulation',
						dots: '3 dots',
						from: 'Wuhan, Li',
					},
				],
			},
		])
	})

	it('joins spellings of a city, lists empty boards, and describes missing images', () => {
		expect(facts).toEqual(['November 24, 2025', '1 participant from 1 city'])
		expect(blocksOf('Participants')).toMatchObject([
			{
				rows: [
					['Dakar', 0, '', 1],
					['Wuhan', 1, 'Li', 2],
				],
			},
		])
		expect(blocksOf('Board by board')[1]).toEqual({ type: 'text', text: 'Empty boards: 1-empty.' })
		expect(blocksOf('Not in a cluster')[1]).toEqual({ type: 'text', text: 'Image: A queue' })
	})

	it('[MODEL3c] begins a board with its summary, its mark, and those of its cards that are still there', () => {
		const source = sourceOf('1')
		const [session] = source.sessions
		const headIn = (locale: Locale, summaries: Board['summaries'] = {}) => {
			const boards = session?.boards.map((board) => ({ ...board, summaries })) ?? []
			const { sections } = buildReport({ ...source, sessions: [{ ...sessionOf('1'), boards }] }, { ...options, locale })
			return sections.find(({ title }) => title === '1-full')?.blocks[0]
		}
		const suggested = { text: 'Nadie firma. Falta dinero.', cards: ['s', 'o', 'gone'], isSuggested: true as const }
		const own = { text: 'No permits.', cards: [] }
		const lineOf = (text: string, note: string) => ({ lines: [{ kind: null, mark: '', text, note }] })
		const mark = 'Resumen sugerido por un modelo de lenguaje y guardado por la facilitación'
		expect(headIn('es', { en: own, es: suggested })).toMatchObject(
			lineOf(suggested.text, expect.stringMatching(`^${mark} · “No permits” · “One office\\. x+…”$`)),
		)
		expect(headIn('en', { en: own, es: suggested })).toMatchObject(lineOf(own.text, ''))
		expect(headIn('fr', { es: suggested })).toMatchObject({ lines: [{ text: suggested.text }] })
		expect(headIn('fr')).toMatchObject({ type: 'meter' })
	})

	it('[FAN5d] counts the plenary’s copies once, with their originals, and says how many they are', () => {
		const source = sourceOf('1')
		const [session] = source.sessions
		const [group, plenary] = session?.boards ?? []
		const copied = content.cards.map((card) => ({ ...card, id: `${card.id}-copy` }))
		const added = { id: 'n', kind: 'note' as const, text: 'Said in the hall', city: 'Dakar' }
		const report = buildReport(
			{
				...source,
				sessions: [
					{
						...session,
						boards: [
							{ ...plenary, title: 'Plenary' },
							{ ...group, group: 'g' },
						],
					},
				] as never,
				contents: new Map([
					[group?.id, content],
					[
						plenary?.id,
						{ ...nothing, cards: [...copied, added], coverage: { obstacles: 2, answered: 0, open: 2, shared: 0 } },
					],
				]) as never,
			},
			options,
		)
		const [figures, text] = report.front.find(({ title }) => title === 'What many cities share')?.blocks ?? []
		expect(figures).toMatchObject({ figures: [{ value: 4 }, { value: 2 }, { value: 1 }, { value: 1 }, { value: 0 }] })
		expect(text).toMatchObject({ text: '3 more cards are copies of cards on other boards and are not counted again.' })
		const boards = report.sections.find(({ title }) => title === 'Board by board')?.blocks
		expect(boards).toMatchObject([
			{
				rows: [
					['Plenary', 4, 2, 0, 2],
					['1-full', 3, 2, 1, 1],
				],
			},
		])
		expect(report.sections.at(-1)?.blocks).toMatchObject([
			{
				rows: [
					['Dakar', 0, '', 2],
					['Wuhan', 1, 'Li', 2],
				],
			},
		])
	})

	it('names the empty clusters of a board', () => {
		const source = sourceOf('1')
		const clusters = [...content.clusters, { id: 'e', title: 'Money', cards: [] }, { id: 'f', title: '', cards: [] }]
		const contents = new Map([['1-full' as BoardId, { ...content, clusters }]])
		const board = buildReport({ ...source, contents }, options).sections.find(({ title }) => title === '1-full')
		expect(board?.blocks.at(-1)).toEqual({ type: 'text', text: 'Empty clusters: Money, Untitled cluster.' })
	})

	it('[REP3] has numbers instead of names without the option', () => {
		const people = buildReport(sourceOf('1'), { ...options, namesPeople: false }).sections.at(-1)
		expect(people?.blocks).toMatchObject([
			{
				rows: [
					['Dakar', 0, 1],
					['Wuhan', 1, 2],
				],
			},
		])
	})

	it('has texts in every language', () => {
		for (const locale of LOCALES) {
			const texts = reportTextsIn(locale)
			const { nothingOn, citiesAre, emptyClusters, copies, copiesHere, imageOf, peopleFrom, dotsOf, ...others } = texts
			const { answeredOf, turnout, gone, front, ...words } = others
			const frontWords = Object.values(front).map((word) => (typeof word === 'string' ? word : word(1) + word(2)))
			const sentences = [
				nothingOn('b'),
				citiesAre('c'),
				emptyClusters('c'),
				copies(1),
				copies(2),
				copiesHere(1),
				...frontWords,
				imageOf('b'),
				peopleFrom(1, 1),
				dotsOf(1),
				answeredOf(1, 1),
				gone(1),
			]
			for (const word of [...Object.values(words), ...sentences, turnout(1, 2, 3)]) expect(word).toMatch(/\S/)
			expect(buildReport(sourceOf('1'), { ...options, locale }).sections[0]?.title).toBe(words.agenda)
		}
	})
})

describe('[REP2] texts written by users', () => {
	it('are escaped in HTML, without unprintable characters', () => {
		const source = sourceOf('1')
		const title = '</style><script>"\\ & \u0000\u001b\ud800x'
		const html = toReportHtml(buildReport({ ...source, workshop: { ...source.workshop, title } }, options))
		expect(html).toContain('&lt;/style&gt;&lt;script&gt;&quot;\\ &amp; x')
		expect(html.match(/<\/style>|<script/g)).toEqual(['</style>'])
		expect(cssString('a"\\\n</style>é许')).toBe('"a\\22 \\5c \\a \\3c \\2f style\\3e é许"')
		expect(stripUnprintable('a\r\nb\rc\td\u0085\u007f\ufffe🏛️\udc00')).toBe('a\nb\nc\td🏛️')
	})
})

describe('[REP4] an image', () => {
	it('is recognized by its bytes, with its size', async () => {
		const canvas = sharp({ create: { width: 300, height: 20, channels: 3, background: '#fff' } })
		const [png, jpeg, progressive] = await Promise.all([
			canvas.clone().png().toBuffer(),
			canvas
				.clone()
				.withExif({ IFD0: { Make: 'C' } })
				.jpeg()
				.toBuffer(),
			canvas.clone().jpeg({ progressive: true }).toBuffer(),
		])
		expect(parseImage(png)).toMatchObject({ type: 'image/png', width: 300, height: 20 })
		// Tables can precede the frame, and can look like one.
		const late = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xc4, 0, 4, 9, 9]), jpeg.subarray(2)])
		for (const one of [jpeg, progressive, late])
			expect(parseImage(one)).toMatchObject({ type: 'image/jpeg', width: 300, height: 20 })
		for (const cut of [
			png.subarray(0, 20),
			jpeg.subarray(0, 30),
			Buffer.from('<svg/>'),
			Buffer.alloc(0),
			Buffer.from([255, 216, 255, 255]),
		])
			expect(parseImage(cut)).toBeNull()
	})
})

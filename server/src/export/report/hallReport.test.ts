import type { BoardContent, BoardId, Card, CardResult, Session, VoteResult, Workshop } from '@charrette/shared'
import { reportTextsIn, stripUnprintable, textOfLines } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { buildReport } from './buildReport.ts'
import type { Report, ReportLine, ReportSection } from './Report.ts'
import type { ReportSource } from './ReportScope.ts'
import { toReportHtml } from './toReportHtml.ts'

const GROUPS = 24
const CITIES = Array.from({ length: GROUPS }, (_, n) => `City ${n}`)
const texts = reportTextsIn('en')

/** A hall of 24 groups: 62 cards each, of which the first obstacles are those of other groups. */
function hallCards(group: number): Card[] {
	return Array.from({ length: 62 }, (_, n): Card => {
		const kind = n < 16 ? 'obstacle' : n < 40 ? 'solution' : n < 46 ? 'action' : 'note'
		// The obstacle "Shared k" is on the boards of k + 1 groups.
		const text =
			n < 8 && group <= n ? `Shared ${'abcdefgh'[n]} obstacle` : `Only ${kind} of ${group}: ${n} ${'x'.repeat(300)}`
		return {
			id: `${group}-${n}`,
			kind,
			text,
			city: CITIES[group] ?? '',
			...(n % 2 === 0 && { author: `Person ${group}` }),
		}
	})
}

const nothing: BoardContent = {
	cards: [],
	links: [],
	clusters: [],
	images: [],
	coverage: { obstacles: 0, answered: 0, open: 0, shared: 0 },
}

function resultOf(round: string, boards: readonly { id: BoardId; cards: Card[] }[], first: number): VoteResult {
	const cards = boards.flatMap(({ id, cards }, at): CardResult[] => {
		const card = cards[first]
		if (!card) return []
		const dots = Math.max(20 - at, 17)
		const cities = CITIES.slice(0, 8).map((city) => ({ city, dots: 1 }))
		return [
			{
				board: id,
				card: card.id,
				kind: card.kind,
				text: card.text,
				dots,
				voters: 8,
				cities,
				rank: Math.min(at, 3) + 1,
			},
		]
	})
	const counted = { people: 214, voters: 163, dots: 603, gone: 0, cities: [] }
	return { round: round as never, title: `Question ${round}`, closedAt: 0, ...counted, cards }
}

function hall({ votes = 2, plenary = [] as Card[], links = nothing.links } = {}): ReportSource {
	const boards = CITIES.map((city, n) => ({
		id: `b${n}` as BoardId,
		title: `Table of ${city}`,
		group: `g${n}`,
		frozen: false,
	}))
	const whole = { id: 'plenary' as BoardId, title: 'Plenary', group: null, frozen: false }
	const session = {
		id: 's',
		title: 'Day 1',
		phases: [{ id: 'p', title: { en: 'Write' }, prompt: { en: 'What **blocks** you?' }, minutes: 20 }],
		boards: [...boards, whole],
	} as unknown as Session
	const cards = boards.map(({ id }, group) => ({ id, cards: hallCards(group) }))
	// Group 7 has a solution for the obstacle that eight groups share.
	const addresses = { id: 'l', from: '7-20', to: '7-7', meaning: 'addresses' as const }
	const contents = new Map<BoardId, BoardContent>([
		...cards.map(({ id, cards }) => [id, { ...nothing, cards, links: id === 'b7' ? [addresses] : [] }] as const),
		[whole.id, { ...nothing, cards: plenary, links }],
	])
	const results = Array.from({ length: votes }, (_, n) => resultOf(`r${n}`, cards, n % 2 === 0 ? 15 : 39))
	const workshop = { id: 'w', title: 'River', cities: [], participants: [], sessions: [session] } as unknown as Workshop
	return { workshop, sessions: [session], contents, results, renders: new Map(), images: new Map(), exchange: null }
}

const build = (source: ReportSource) => buildReport(source, { locale: 'en', at: new Date(0), namesPeople: true })
const named = (sections: readonly ReportSection[], title: string) =>
	sections.filter((section) => section.title === title)
const linesIn = (sections: readonly ReportSection[]): ReportLine[] =>
	sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'lines' ? block.lines : [])))
/** The texts of all lines and cards of a report. */
function writtenIn({ front, sections }: Report): string[] {
	const cards = sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'cards' ? block.cards : [])))
	return [...linesIn(front), ...linesIn(sections), ...cards].map(({ text }) =>
		typeof text === 'string' ? text : textOfLines(text),
	)
}

describe('[REP6] the first pages of a report of 24 groups', () => {
	const report = build(hall())

	it('say what was asked, what many cities share, what won, what is open and what is promised', () => {
		const { front } = texts
		const titles = [front.asked, front.shared, front.won, 'Question r0', 'Question r1', front.open, front.promised]
		expect(report.front.map(({ title }) => title)).toEqual(titles)
		expect(linesIn(named(report.front, front.asked)).map(({ text }) => text)).toEqual(['Write — What blocks you?'])
	})

	it('[REP6b] [SHARED1] list obstacles by number of cities, each once, with cities, boards and state', () => {
		const shared = linesIn(named(report.front, texts.front.shared))
		expect(shared.map(({ mark, text }) => [mark, text])).toEqual(
			[8, 7, 6, 5, 4].map((cities) => [`${cities} cities`, `Shared ${'abcdefgh'[cities - 1]} obstacle`]),
		)
		expect(shared[0]?.note).toBe('City 0, City 1, City 2, City 3, City 4, City 5, +2 more · 8 boards · With a solution')
		const open = linesIn(named(report.front, texts.front.open))
		expect(open.slice(0, 2).map(({ mark, text }) => `${mark} ${text}`)).toEqual([
			'3 cities Shared c obstacle',
			'2 cities Shared b obstacle',
		])
		expect(JSON.stringify(named(report.front, texts.front.open))).toContain(texts.front.openAbove(4))
	})

	it('[REP6c] show the first cards of all votes with rank, dots and cities, and a tie for the last place', () => {
		const won = linesIn(named(report.front, 'Question r0'))
		expect(won.map(({ mark }) => mark)).toEqual(['20 dots', '19 dots'])
		expect(won[0]?.note).toMatch(/^Rank 1 · City 0 1, .*\+2 more · Table of City 0$/)
		const tied = hall()
		for (const result of tied.results) for (const card of result.cards) card.dots = 9
		expect(linesIn(named(build(tied).front, 'Question r1'))).toHaveLength(3)
		const many = build(hall({ votes: 9 })).front
		expect(many.filter(({ title }) => title.startsWith('Question'))).toHaveLength(6)
		expect(JSON.stringify(named(many, texts.front.won))).toContain('+3 votes in the annexes')
	})

	it('[VOTE6a] show the best cards of the groups first after a vote by group', () => {
		const source = hall()
		for (const result of source.results) {
			result.isByGroup = true
			for (const [at, card] of result.cards.entries()) Object.assign(card, { rank: at === 0 ? 2 : 1, dots: at + 1 })
		}
		const won = linesIn(named(build(source).front, 'Question r0'))
		expect(won.map(({ mark }) => mark)).toEqual([`${GROUPS} dots`, `${GROUPS - 1} dots`])
	})

	it('[REP6d] name the authors of actions, their cities and boards', () => {
		expect(linesIn(named(report.front, texts.front.promised))[0]?.note).toBe('Person 0, City 0 · Table of City 0')
	})

	it('[REP6a] have at most six lines a list, cut to little more than a line, in Chinese too', () => {
		for (const votes of [0, 1, 9]) {
			const source = hall({ votes })
			for (const { cards } of source.contents.values()) for (const card of cards) card.text += '审'.repeat(100)
			for (const section of build(source).front) {
				const lines = linesIn([section])
				expect(lines.length).toBeLessThanOrEqual(6)
				for (const { text } of lines) expect([...text].length).toBeLessThanOrEqual(121)
			}
		}
	})

	it('[REP1a] no card is written four times, and everything that is cut off follows in the annexes', () => {
		const written = writtenIn(report)
		const boards = [...hall().contents.values()]
		for (const card of [...hallCards(0), ...hallCards(23)]) {
			const times = written.filter((text) => text.startsWith(card.text.slice(0, 40))).length
			// Once for each group that wrote it, and at most twice besides.
			const groups = boards.filter(({ cards }) => cards.some(({ text }) => text === card.text)).length
			expect(times, card.text).toBeGreaterThanOrEqual(groups)
			expect(times, card.text).toBeLessThanOrEqual(groups + 2)
		}
		// A line of the first pages is in no annex.
		const first = linesIn(report.front).filter(({ kind, mark }) => kind !== null && mark.endsWith('cities'))
		const later = new Set(linesIn(named(report.sections, texts.front.moreObstacles)).map(({ text }) => text))
		expect(first.filter(({ text }) => later.has(text))).toEqual([])
		// A set: thousands of searches in a page of this size take half a minute.
		const shown = new Set(toReportHtml(report).split(/<[^>]*>/))
		const cards = Array.from({ length: GROUPS }, (_, group) => hallCards(group)).flat()
		expect(cards.filter(({ text }) => !shown.has(stripUnprintable(text)))).toEqual([])
	})
})

describe('[REP1a] copies on the plenary board', () => {
	const [copied, improved, other] = hallCards(3).slice(10)
	if (!copied || !improved || !other) throw new Error('the hall has too few cards')

	it('are written with their originals, but a copy whose text was changed is written, too', () => {
		const written = writtenIn(build(hall({ plenary: [copied, { ...improved, text: 'Better words' }] })))
		expect(written.filter((text) => text === copied.text)).toHaveLength(1)
		expect(written.filter((text) => text === improved.text)).toHaveLength(1)
		expect(written).toContain('Better words')
	})

	it('have the links that only they have', () => {
		const links = [{ id: 'x', from: copied.id, to: other.id, meaning: 'causes' as const }]
		const sections = named(build(hall({ plenary: [copied, other], links })).sections, texts.cards)
		const lines = linesIn(sections)
		expect(lines.map(({ note }) => note)).toEqual([expect.stringMatching(/^Causes → Only obstacle of 3: 12/)])
		expect(JSON.stringify(sections)).toContain(texts.copiesHere(2))
	})
})

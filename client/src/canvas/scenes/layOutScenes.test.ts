import { type BoardContent, CARD_KINDS, type Card, type CardKind, coverageOf, type Link } from '@charrette/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import sampleJson from '../../../../server/src/workshops/sample/workshop.json?raw'
import { cardsOf, findScene, layOutScenes, MIN_TEXT, type Scene } from './layOutScenes.ts'
import type { SceneArea, SceneBlock } from './measureScenes.ts'
import { blockHeight, cardHeight, laneHeight, pairWidth, rowWidth, SCENE } from './measureScenes.ts'
import type { SceneOptions, SceneTexts } from './sections.ts'

/** The stages of a projector of 1,080 lines below its header, of a laptop, and of a phone. */
const PROJECTOR = { w: 1792, h: 860 }
const AREAS: readonly SceneArea[] = [PROJECTOR, { w: 1600, h: 680 }, { w: 760, h: 1300 }]

const TEXTS: SceneTexts = {
	kinds: Object.fromEntries(CARD_KINDS.map((kind) => [kind, kind])) as Record<CardKind, string>,
	open: 'open',
	withoutCluster: 'Not in a cluster',
	titleOf: (title) => title,
}

const TRANSLATED: SceneOptions = {
	...TEXTS,
	translationOf: (_, text) => (text.length % 3 === 0 ? null : { text: `[es] ${text}`, lang: 'es' }),
}

/** Returns a board with these cards; `clusters` are the titles of clusters with ids. */
function board(cards: readonly Card[], links: readonly Link[] = [], clusters: readonly string[] = []): BoardContent {
	return {
		cards: [...cards],
		links: [...links],
		clusters: clusters.map((id) => ({
			id,
			title: id.toUpperCase(),
			cards: cards.filter(({ cluster }) => cluster === id).map((card) => card.id),
		})),
		images: [],
		coverage: coverageOf(cards, links),
	}
}

const card = (id: string, kind: CardKind = 'obstacle', fields: Partial<Card> = {}): Card => ({
	id,
	kind,
	text: `${id} takes nine months in the old town`,
	city: 'Wuhan',
	...fields,
})
const answers = (from: string, to: string): Link => ({ id: `${from}-${to}`, from, to, meaning: 'addresses' })
const titlesOf = (scenes: readonly Scene[]) => scenes.map(({ titles }) => titles.join(' · '))
const idsOf = (scene: Scene | undefined) =>
	scene?.lanes
		.flat()
		.flatMap(cardsOf)
		.map(({ id }) => id)

/** The sample's board: 82 cards of 24 cities. */
function sampleBoard(): BoardContent {
	const sample = JSON.parse(sampleJson) as { cards: Card[]; links: { from: string; to: string }[] }
	const categories = [...new Set(sample.cards.flatMap(({ category }) => category ?? []))]
	const cards = sample.cards.map(({ category, ...fields }) => ({ ...fields, ...(category && { cluster: category }) }))
	return board(
		cards,
		sample.links.map(({ from, to }) => answers(from, to)),
		categories,
	)
}

describe('[STAGE5] the scenes of a board', () => {
	it('show each card, also if another obstacle that says the same has a solution', () => {
		const cards = [card('a'), card('b', 'obstacle', { text: card('a').text }), card('office', 'solution')]
		const [scene] = layOutScenes(board(cards, [answers('office', 'a')]), PROJECTOR, TEXTS)
		expect(idsOf(scene)).toEqual(['a', 'office', 'b'])
	})

	it('show one cluster each: obstacles with their solutions, then the other cards, then open obstacles', () => {
		const cards = [
			card('open', 'obstacle', { cluster: 'law' }),
			card('permits', 'obstacle', { cluster: 'law', votes: 3 }),
			card('question', 'question', { cluster: 'law' }),
			...['a', 'b', 'c', 'd'].map((id) => card(id, 'obstacle', { cluster: 'money' })),
			card('office', 'solution', { city: 'Lima' }),
			card('loose', 'note'),
		]
		const links = [
			answers('office', 'permits'),
			{ id: 'l', from: 'loose', to: 'permits', meaning: 'relatesTo' as const },
		]
		const scenes = layOutScenes(board(cards, links, ['law', 'money']), PROJECTOR, TEXTS)
		expect(titlesOf(scenes)).toEqual(['LAW', 'MONEY', 'Not in a cluster'])
		expect(scenes.map(idsOf)).toEqual([['permits', 'office', 'question', 'open'], ['a', 'b', 'c', 'd'], ['loose']])
		const [first] = scenes[0]?.lanes.flat() ?? []
		expect(first).toMatchObject({ type: 'answered', obstacle: { votes: 3, foot: 'obstacle · Wuhan' } })
		expect(first).toMatchObject({ solutions: [{ id: 'office', foot: 'solution · Lima' }] })
		expect(scenes[0]?.facts).toEqual({ cards: 4, obstacles: 2, answered: 1, cities: ['Wuhan', 'Lima'] })
		expect(findScene(scenes, 'c')).toBe(1)
		expect(findScene(scenes, 'gone')).toBe(0)
	})

	it('show the cities of the cards that are linked to an obstacle, and keep a place for its solutions', () => {
		const cards = [card('permits'), card('tram', 'case', { city: 'Dakar' })]
		const links: Link[] = [{ id: 'l', from: 'tram', to: 'permits', meaning: 'faces' }]
		const [scene] = layOutScenes(board(cards, links), PROJECTOR, TEXTS)
		expect(scene?.titles).toEqual([''])
		const blocks = scene?.lanes.flat() ?? []
		expect(blocks.at(-1)).toMatchObject({
			type: 'answered',
			obstacle: { foot: 'obstacle · Wuhan · Dakar', openFoot: 'obstacle · open · Wuhan · Dakar' },
			solutions: [],
		})
	})

	it('show a small cluster larger, and few cards of several clusters together under their titles', () => {
		const few = layOutScenes(board([card('a')]), PROJECTOR, TEXTS)
		expect(few[0]?.layout.textSize).toBeGreaterThan(MIN_TEXT * 1.3)
		const cards = ['law', 'money', 'data'].map((cluster) => card(cluster, 'obstacle', { cluster }))
		const scenes = layOutScenes(board(cards, [], ['law', 'money', 'data']), PROJECTOR, TEXTS)
		expect(titlesOf(scenes)).toEqual(['LAW · MONEY · DATA'])
		const headings = scenes[0]?.lanes.flat().flatMap((block) => (block.type === 'heading' ? [block.title] : []))
		expect(headings).toEqual(['LAW', 'MONEY', 'DATA'])
	})

	it('of the sample, 82 cards, are at most 10', () => {
		const content = sampleBoard()
		expect(content.cards).toHaveLength(82)
		const scenes = layOutScenes(content, PROJECTOR, TEXTS)
		expect(scenes.length).toBeLessThanOrEqual(10)
		expectComplete(content, scenes)
		for (const scene of scenes) expectFitting(scene)
	})

	it('are at most 10 for 82 cards of a sentence, however they are clustered and answered', () => {
		const cluster = fc.integer({ min: 0, max: 9 })
		const input = fc.array(fc.record({ cluster, isAnswered: fc.boolean() }), { minLength: 41, maxLength: 41 })
		fc.assert(
			fc.property(input, (pairs) => {
				const cards = pairs.flatMap(({ cluster, isAnswered }, at) => [
					card(`o${at}`, 'obstacle', { cluster: `c${cluster}` }),
					card(`s${at}`, isAnswered ? 'solution' : 'obstacle', { cluster: `c${cluster}` }),
				])
				const links = pairs.flatMap(({ isAnswered }, at) => (isAnswered ? [answers(`s${at}`, `o${at}`)] : []))
				const clusters = [...new Set(cards.map((one) => one.cluster ?? ''))]
				const scenes = layOutScenes(board(cards, links, clusters), PROJECTOR, TEXTS)
				expect(scenes.length).toBeLessThanOrEqual(10)
			}),
			{ numRuns: 40, seed: 63 },
		)
	})

	it('[READ6] have translations below the originals, with room for both, and those of titles', () => {
		const content = board([card('a', 'obstacle', { cluster: 'law' }), card('b')], [], ['law'])
		const [plain] = layOutScenes(content, PROJECTOR, TEXTS)
		const [scene] = layOutScenes(content, PROJECTOR, TRANSLATED)
		const shown = scene?.lanes.flat().flatMap(cardsOf) ?? []
		expect(shown.map(({ translation }) => translation?.text)).toEqual(content.cards.map(({ text }) => `[es] ${text}`))
		expect(shown.map(({ text }) => text)).toEqual(content.cards.map(({ text }) => text))
		const heightOf = (one: Scene | undefined) =>
			one ? laneHeight(one.lanes.flat(), { ...one.layout, textSize: MIN_TEXT }) : 0
		expect(heightOf(scene)).toBeGreaterThan(heightOf(plain))
		expect(SCENE.translation * MIN_TEXT).toBeGreaterThanOrEqual(24)
	})

	it('[READ6] show a card without its translation if both are higher than the area', () => {
		const long = card('a', 'note', { text: '许可太慢'.repeat(150) })
		const scenes = layOutScenes(board([long]), PROJECTOR, TRANSLATED)
		expect(scenes.flatMap(({ lanes }) => lanes.flat().flatMap(cardsOf)).every(({ translation }) => !translation)).toBe(
			true,
		)
		expectComplete(board([long]), scenes)
	})

	it('have each card, its text whole and of 32 units or more, and are as high as the area at most', () => {
		fc.assert(
			fc.property(anyBoard, fc.constantFrom(...AREAS), fc.constantFrom(TEXTS, TRANSLATED), (content, area, texts) => {
				const scenes = layOutScenes(content, area, texts)
				expectComplete(content, scenes)
				for (const scene of scenes) expectFitting(scene)
			}),
			{ numRuns: 25, seed: 63 },
		)
	})
})

const words = fc.constantFrom('许可太慢', 'Straßenverkehrs-Zulassungs-Ordnung', 'a', 'التنسيق', '\n', 'x'.repeat(300))
const anyText = fc.oneof(
	{ weight: 9, arbitrary: fc.array(words, { minLength: 1, maxLength: 12 }) },
	{ weight: 1, arbitrary: fc.array(words, { minLength: 100, maxLength: 300, size: 'max' }) },
)
const anyCards = fc.array(
	fc.record({
		kind: fc.constantFrom(...CARD_KINDS),
		words: anyText,
		cluster: fc.option(fc.constantFrom('law', 'money', 'data')),
		votes: fc.option(fc.integer({ min: 1, max: 99 })),
	}),
	{ maxLength: 40 },
)
const anyBoard = fc
	.record({ cards: anyCards, ends: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 40 }) })
	.map(({ cards, ends }) => {
		const made = cards.map(({ kind, words, cluster, votes }, at) =>
			card(`c${at}`, kind, { text: words.join(' '), ...(cluster && { cluster }), ...(votes && { votes }) }),
		)
		const links = ends.flatMap(([from, to]) => {
			const [a, b] = [made[from % made.length], made[to % made.length]]
			return a?.kind === 'solution' && b?.kind === 'obstacle' ? [answers(a.id, b.id)] : []
		})
		return board(made, links, ['law', 'money', 'data'])
	})

/** Every card is shown with its whole text; all but solutions and repeated obstacles once. */
function expectComplete({ cards, links }: BoardContent, scenes: readonly Scene[]): void {
	const answering = new Set(links.map(({ from }) => from))
	const shown = scenes.flatMap(({ lanes }) => lanes.flat().flatMap(cardsOf))
	const squeeze = (text: string) => text.replace(/\s/g, '')
	for (const { id, text, kind } of cards.filter((one) => one.text.trim() !== '')) {
		const pieces = shown.filter((one) => one.id === id).map((one) => squeeze(one.text))
		if (!answering.has(id) && kind !== 'obstacle') expect(pieces.join('')).toBe(squeeze(text))
		else expect([...new Set(pieces)].join('')).toContain(squeeze(text).slice(0, 40))
		expect(pieces.join('').length).toBeGreaterThanOrEqual(squeeze(text).length)
	}
}

function expectFitting({ lanes, layout }: Scene): void {
	expect(layout.textSize).toBeGreaterThanOrEqual(MIN_TEXT)
	expect(SCENE.foot * layout.textSize).toBeGreaterThanOrEqual(24)
	expect(lanes.length).toBeLessThanOrEqual(layout.lanes)
	for (const blocks of lanes) {
		expect(laneHeight(blocks, layout)).toBeLessThanOrEqual(layout.area.h + 0.01)
		for (const block of blocks) for (const one of cardsOf(block)) expectInBlock(one, block, layout)
	}
}

function expectInBlock(one: Parameters<typeof cardHeight>[0], block: SceneBlock, layout: Scene['layout']): void {
	const side = block.type === 'answered' && one === block.obstacle ? 'obstacle' : 'solution'
	const width = block.type === 'row' ? rowWidth(layout) : pairWidth(layout, side)
	expect(cardHeight(one, width, layout.textSize)).toBeLessThanOrEqual(blockHeight(block, layout) + 0.01)
}

/**
 * A presentation: a board laid out in scenes (decision 063). A scene shows one cluster: obstacles
 * with their solutions beside them, in lanes that fill the area, then the other cards, then the
 * open obstacles. It has the largest text with which the cluster needs no more scenes. Sizes are in
 * units of the area, in which the smallest text has `MIN_TEXT`.
 */
import type { BoardContent } from '@charrette/shared'
import type { SceneArea, SceneBlock, SceneLayout } from './measureScenes.ts'
import { type BlockOptions, blocksOf, fillScenes } from './sceneBlocks.ts'
import {
	type SceneCard,
	type SceneFacts,
	type SceneOptions,
	type SceneSection,
	type SceneTranslation,
	sectionsOf,
} from './sections.ts'

/** The smallest text of a card, in units of an area. On a projector of 1,080 lines they are px. */
export const MIN_TEXT = 32
/** Text sizes to try, smallest first. */
const TEXT_SIZES = [32, 34, 36, 38, 40, 42, 44, 47, 50, 54]
/** The smallest widths of an area with one and with two lanes of pairs. */
const MIN_PAIR_WIDTH = 900
const MIN_TWO_LANES = 1500
/** Clusters share scenes while there are more scenes than this, or if they have few cards. */
const MANY_SCENES = 10
const FEW_CARDS = 4
/** The number of blocks beyond which a cluster is laid out in the smallest text at once. */
const MANY_BLOCKS = 60
/** A board with more scenes than this is not reduced to ten. */
const TOO_MANY_SCENES = 40
/** Clusters with more cards than this do not share a scene. */
const MOST_CARDS = 40

/** One step of a presentation. */
export interface Scene {
	/** The id of its first card, by which another screen finds the same scene. */
	id: string
	/** The titles of its clusters; '' for the cards of a board without clusters. */
	titles: readonly string[]
	/** The translations of these titles, as far as there are any. */
	translatedTitles: readonly SceneTranslation[]
	facts: SceneFacts
	layout: SceneLayout
	lanes: readonly (readonly SceneBlock[])[]
}

/** The clusters of one or several scenes, laid out. */
interface Plan extends BlockOptions {
	sections: readonly SceneSection[]
	pages: SceneBlock[][][]
}

/** Lays out a board in scenes for an area of this size. An empty board has none. */
export function layOutScenes(content: BoardContent, area: SceneArea, texts: SceneOptions): Scene[] {
	const plans = sectionsOf(content, texts).map((section) => planSections([section], area))
	return joinPlans(plans, area).flatMap(({ sections, layout, pages }) =>
		pages.map((lanes) => ({
			id: firstCard(lanes),
			titles: sections.map(({ title }) => title),
			translatedTitles: sections.flatMap(({ translatedTitle }) => translatedTitle ?? []),
			facts: sumFacts(sections),
			layout,
			lanes,
		})),
	)
}

/** Returns the index of the scene with a card; 0 if there is none. */
export function findScene(scenes: readonly Scene[], card: string): number {
	const hasCard = (block: SceneBlock) => cardsOf(block).some(({ id }) => id === card)
	const exact = scenes.findIndex(({ id }) => id === card)
	return Math.max(0, exact >= 0 ? exact : scenes.findIndex(({ lanes }) => lanes.flat().some(hasCard)))
}

/** Returns the cards of a block, in reading order. */
export function cardsOf(block: SceneBlock): readonly SceneCard[] {
	if (block.type === 'heading') return []
	return block.type === 'row' ? block.cards : [block.obstacle, ...block.solutions]
}

function firstCard(lanes: readonly (readonly SceneBlock[])[]): string {
	return lanes.flat().flatMap(cardsOf)[0]?.id ?? ''
}

function sumFacts(sections: readonly SceneSection[]): SceneFacts {
	const sum = (name: 'cards' | 'obstacles' | 'answered') =>
		sections.reduce((total, { facts }) => total + facts[name], 0)
	const cities = [...new Set(sections.flatMap(({ facts }) => facts.cities))]
	return { cards: sum('cards'), obstacles: sum('obstacles'), answered: sum('answered'), cities }
}

/** Joins neighbours that then need fewer scenes, those with the fewest cards first. */
function joinPlans(plans: readonly Plan[], area: SceneArea): Plan[] {
	const joined = [...plans]
	const canBeFew = countScenes(plans) <= TOO_MANY_SCENES
	const join = (at: number) =>
		joinOf(joined[at], joined[at + 1], { area, mostCards: canBeFew ? MOST_CARDS : FEW_CARDS })
	const joins = plans.map((_, at) => join(at))
	for (;;) {
		const isMany = canBeFew && countScenes(joined) > MANY_SCENES
		const [best] = joins
			.flatMap((plan, at) => (plan && (isMany || cardCount(plan) <= FEW_CARDS) ? [{ plan, at }] : []))
			.sort((a, b) => a.plan.pages.length - b.plan.pages.length || cardCount(a.plan) - cardCount(b.plan))
		if (!best) return joined
		const { plan, at } = best
		joined.splice(at, 2, plan)
		joins.splice(at, 2, join(at))
		if (at > 0) joins[at - 1] = join(at - 1)
	}
}

const countScenes = (plans: readonly Plan[]) => plans.reduce((sum, { pages }) => sum + pages.length, 0)

/** Returns two plans in common scenes; null unless they need fewer of them than apart. */
function joinOf(
	plan: Plan | undefined,
	next: Plan | undefined,
	{ area, mostCards }: { area: SceneArea; mostCards: number },
): Plan | null {
	if (!plan || !next || cardCount(plan) + cardCount(next) > mostCards) return null
	const join = planSections([...plan.sections, ...next.sections], area)
	return join.pages.length < plan.pages.length + next.pages.length ? join : null
}

const cardCount = ({ sections }: Plan) => sumFacts(sections).cards

/**
 * Lays out clusters in as few scenes as possible, then with a place for the solutions of open
 * obstacles, then with the largest text.
 */
function planSections(sections: readonly SceneSection[], area: SceneArea): Plan {
	const isStacked = area.w < MIN_PAIR_WIDTH
	const laneCounts = area.w < MIN_TWO_LANES ? [1] : [1, 2]
	const plans = laneCounts.flatMap((lanes) =>
		(isStacked ? [false] : [true, false]).flatMap((hasPlaces) =>
			plansInSizes(sections, (textSize) => ({ layout: { area, lanes, textSize, isStacked }, hasPlaces })),
		),
	)
	return plans.reduce((best, plan) => (isBetter(plan, best) ? plan : best))
}

function isBetter({ pages, hasPlaces, layout }: Plan, best: Plan): boolean {
	if (pages.length !== best.pages.length) return pages.length < best.pages.length
	return hasPlaces === best.hasPlaces ? layout.textSize > best.layout.textSize : hasPlaces
}

/** Lays out clusters in each text size in which they need no more scenes than in the smallest. */
function plansInSizes(sections: readonly SceneSection[], optionsIn: (textSize: number) => BlockOptions): Plan[] {
	const plans: Plan[] = []
	for (const textSize of TEXT_SIZES) {
		const options = optionsIn(textSize)
		const blocks = sections.flatMap((section) => blocksOf(section, { ...options, isTitled: sections.length > 1 }))
		const plan = { ...options, sections, pages: fillScenes(blocks, options.layout) }
		if (plan.pages.length > (plans[0] ?? plan).pages.length) return plans
		plans.push(plan)
		if (blocks.length > MANY_BLOCKS) return plans
	}
	return plans
}

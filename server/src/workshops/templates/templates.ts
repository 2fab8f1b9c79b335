import {
	type BoardRecord,
	buildCluster,
	buildLine,
	type Locale,
	localize,
	type Placement,
	putRecord,
	recordsOf,
	type Session,
	type TemplateId,
} from '@charrette/shared'
import type * as Y from 'yjs'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { CARD_QUESTION } from './cardQuestion.ts'
import { DOT_VOTING } from './dotVoting.ts'
import { FISHBONE } from './fishbone.ts'
import { IMPACT_EFFORT } from './impactEffort.ts'
import { LEARN_FROM_CITIES } from './learnFromCities.ts'
import { OBSTACLE_SOLUTION } from './obstacleSolution.ts'
import { ONE_TWO_FOUR_ALL } from './oneTwoFourAll.ts'
import { PROBLEM_TREE } from './problemTree.ts'
import type { BoardLayout, Template } from './Template.ts'
import { WORLD_CAFE } from './worldCafe.ts'

/** All templates, in the order of the selection. */
export const TEMPLATES: Record<TemplateId, Template> = {
	'obstacle-solution': OBSTACLE_SOLUTION,
	'one-two-four-all': ONE_TWO_FOUR_ALL,
	'world-cafe': WORLD_CAFE,
	'card-question': CARD_QUESTION,
	'problem-tree': PROBLEM_TREE,
	fishbone: FISHBONE,
	'impact-effort': IMPACT_EFFORT,
	'dot-vote': DOT_VOTING,
	'learn-from-cities': LEARN_FROM_CITIES,
}

/**
 * Returns the title of a session from a template in the workshop's language, and its phases in all
 * languages.
 */
export function sessionPlanFrom({ title, phases }: Template, locale: Locale) {
	return { title: localize(title, locale), phases }
}

/** Writes the layouts of a template to the boards of a session, before the session is announced. */
export async function writeTemplate(
	deps: WorkshopDeps,
	{ boards }: Session,
	{ template, locale }: { template: Template; locale: Locale },
): Promise<void> {
	const writes = boards.flatMap((board) => {
		const layout = board.group === null ? template.plenary : template.group
		return layout.clusters.length === 0 ? [] : [deps.rooms.write(board, (doc) => writeLayout(doc, layout, locale))]
	})
	await Promise.all(writes)
}

/** Writes a layout to an empty board, as locked records (SETUP1). Call it in a transaction. */
export function writeLayout(doc: Y.Doc, layout: BoardLayout, locale: Locale): void {
	for (const record of buildLayout(layout, locale)) putRecord(recordsOf(doc), record)
}

/** Returns the locked records of a layout: lines at the back, then clusters. */
export function buildLayout({ clusters, lines }: BoardLayout, locale: Locale): BoardRecord[] {
	const lineRecords = lines.flatMap((points, index) => {
		const [[x, y] = [0, 0]] = points
		const at = { x, y, index: stackIndex(index) }
		return [
			buildLine(
				`set-up-line-${index + 1}`,
				at,
				points.map(([px, py]) => [px - x, py - y]),
			),
		]
	})
	const framed = clusters.map(({ title, x, y, w, h }, index) => {
		const at = { x, y, index: stackIndex(lines.length + index) }
		return buildCluster(`set-up-${index + 1}`, at, { title: localize(title, locale), w, h })
	})
	return [...lineRecords, ...framed].map((record) => ({ ...record, meta: { isSetUp: true } }))
}

const INDEX_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * Returns the index of the n-th shape from the back of an empty board, a fractional index of three
 * digits: enough for 3844 shapes.
 */
export function stackIndex(n: number): Placement['index'] {
	const base = INDEX_DIGITS.length
	return `b${INDEX_DIGITS[Math.floor(n / base)]}${INDEX_DIGITS[n % base]}` as Placement['index']
}

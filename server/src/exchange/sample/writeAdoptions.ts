import {
	type BoardRecord,
	buildCard,
	CARD_WIDTH,
	type CardKind,
	estimateCardHeight,
	putRecord,
	recordsOf,
} from '@charrette/shared'
import type * as Y from 'yjs'
import type { Sample } from '../../workshops/sample/readSample.ts'
import { buildAnchoredLink } from '../../workshops/sample/writeSample.ts'
import { stackIndex } from '../../workshops/templates/templates.ts'
import { buildAdoptedCard } from '../adoptIdea.ts'
import { ideaOf } from '../adoptPractice.ts'
import type { BuiltPractice } from './buildSamplePractices.ts'

/**
 * Distances from the corner of a column, and between the cards of different adoptions, in board
 * units.
 */
const [PADDING, TOP, GAP] = [24, 40, 40]
/** Minimum height of a card. */
const MIN_HEIGHT = 112

/** The adoption of a practice on a board. */
export type PlacedAdoption = Pick<BuiltPractice, 'published'> & BuiltPractice['adoptions'][number]

/**
 * Writes adoptions to a board of the template. Each is a row in the columns of the template: the
 * obstacle, the adopted card with its source, what helps, what blocks, and an action. Call it in a
 * transaction.
 */
export function writeAdoptions(
	doc: Y.Doc,
	adoptions: readonly PlacedAdoption[],
	{ cards }: Pick<Sample, 'cards'>,
): void {
	const records: BoardRecord[] = []
	let y = TOP
	for (const adopted of adoptions) {
		const row = buildRow(adopted, { y, cards, first: records.length })
		records.push(...row.records)
		y += row.height + GAP
	}
	for (const record of records) putRecord(recordsOf(doc), record)
}

function buildRow(
	{ adoption, from, published }: PlacedAdoption,
	{ y, cards, first }: { y: number; cards: Sample['cards']; first: number },
): { records: BoardRecord[]; height: number } {
	const obstacle = cards.find(({ id }) => id === from.obstacle)
	if (!obstacle) throw new Error(`the sample has no card ${from.obstacle}`)
	const key = published.id
	const place = (column: number) => {
		return { x: PADDING, y, index: stackIndex(first + column), parent: `shape:set-up-${column}` }
	}
	const write = (id: string, column: number, { kind, text }: { kind: CardKind; text: string }) =>
		buildCard(`${id}-${key}`, place(column), { kind, text, city: from.city })
	const id = adoption.card.slice('shape:'.length)
	const idea = ideaOf(published, { locale: from.locale, origin: null })
	const adopted = buildAdoptedCard(idea, { id, at: place(2), city: from.city, author: null })
	const met = buildCard(`${obstacle.id}-${key}`, place(1), {
		kind: 'obstacle',
		text: obstacle.text,
		city: from.city,
		category: obstacle.category,
	})
	const written = [
		met,
		adopted,
		write('helps', 3, { kind: 'note', text: from.helps }),
		write('blocks', 4, { kind: 'note', text: from.blocks }),
		write('action', 5, { kind: 'action', text: from.action }),
	]
	const heights = written.map(({ props }) => estimateCardHeight({ w: CARD_WIDTH, h: MIN_HEIGHT, text: props.text }))
	const link = buildAnchoredLink(adopted.id.slice('shape:'.length), met.id.slice('shape:'.length), stackIndex(first))
	return { records: [...written, ...link], height: Math.max(...heights) }
}

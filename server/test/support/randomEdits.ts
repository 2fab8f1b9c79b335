import type { CardKind, Records } from '@charrette/shared'
import {
	buildCard,
	buildCluster,
	buildLink,
	CARD_KINDS,
	PAGE_ID,
	putRecord,
	recordsOf,
	textOf,
} from '@charrette/shared'
import type * as Y from 'yjs'

/** Creates a seeded random source (mulberry32): the same seed gives the same run. */
export function createRandom(seed: number) {
	let state = seed >>> 0
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
	}
	const below = (limit: number) => Math.floor(next() * limit)
	return { next, below, pick: <T>(items: readonly T[]): T | undefined => items[below(items.length)] }
}
export type Random = ReturnType<typeof createRandom>

/** Returns the items in a random order. */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
	const shuffled: Item[] = []
	for (const item of items) shuffled.splice(random.below(shuffled.length + 1), 0, item)
	return shuffled
}

const WORDS = [
	'permits ',
	'nine months ',
	'审批',
	'牵头单位',
	'alcalde ',
	'mañana ',
	'budget ',
	"l'emprise ",
	'🙂',
	'—',
]

type Edit = (records: Records, random: Random, ids: string[]) => void

const addCard: Edit = (records, random) => {
	const kind = random.pick(CARD_KINDS) as CardKind
	const at = { x: random.below(2000), y: random.below(2000), index: `a${random.below(10)}` as never }
	putRecord(records, buildCard(`c${random.below(1e9)}`, at, { kind, text: random.pick(WORDS) ?? '' }))
}
const addLink: Edit = (records, random, ids) => {
	const cards = ids.filter((id) => id.startsWith('shape:c'))
	const [from, to] = [random.pick(cards), random.pick(cards)]
	if (!from || !to) return
	for (const record of buildLink(`l${random.below(1e9)}`, { from, to }, 'a5' as never)) putRecord(records, record)
}
const addCluster: Edit = (records, random) => {
	const at = { x: random.below(900), y: 0, index: 'a1' as never }
	putRecord(records, buildCluster(`f${random.below(1e9)}`, at, { title: random.pick(WORDS) ?? '', w: 300, h: 200 }))
}
const move: Edit = (records, random, ids) => {
	const shapes = ids.filter((id) => id.startsWith('shape:'))
	records.get(random.pick(shapes) ?? '')?.set('xy', [random.below(2000), random.below(2000)])
}
const recolour: Edit = (records, random, ids) => {
	const cards = ids.filter((id) => id.startsWith('shape:c'))
	records.get(random.pick(cards) ?? '')?.set('props.kind', random.pick(CARD_KINDS))
}
/**
 * Moves records into clusters and out of them, and clusters into each other, so that concurrent
 * edits create cycles.
 */
const reparent: Edit = (records, random, ids) => {
	const shapes = ids.filter((id) => id.startsWith('shape:c') || id.startsWith('shape:f'))
	const homes = ids.filter((id) => id.startsWith('shape:f'))
	records.get(random.pick(shapes) ?? '')?.set('parentId', random.pick([...homes, PAGE_ID]))
}
const remove: Edit = (records, random, ids) => records.delete(random.pick(ids) ?? '')
const type: Edit = (records, random, ids) => {
	const text = textOf(records, random.pick(ids) ?? '')
	text?.insert(random.below(text.length + 1), random.pick(WORDS) ?? '')
}
const describe: Edit = (records, random, ids) => {
	const text = textOf(records, random.pick(ids) ?? '', 'description')
	text?.insert(random.below(text.length + 1), random.pick(WORDS) ?? '')
}
const erase: Edit = (records, random, ids) => {
	const text = textOf(records, random.pick(ids) ?? '')
	if (text && text.length > 0) text.delete(random.below(text.length), 1)
}

const EDITS: readonly Edit[] = [
	addCard,
	addCard,
	addLink,
	addCluster,
	move,
	move,
	recolour,
	reparent,
	remove,
	type,
	type,
	type,
	describe,
	erase,
]

/** Makes one random edit of a board's document, of a kind that users make. */
export function editAtRandom(doc: Y.Doc, random: Random): void {
	const records = recordsOf(doc)
	const ids = [...records.keys()]
	doc.transact(() => random.pick(EDITS)?.(records, random, ids))
}

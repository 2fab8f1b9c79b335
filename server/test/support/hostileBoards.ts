import { type BoardRecord, buildCard, buildCluster, buildLink, putRecord, recordsOf } from '@charrette/shared'
import type { IndexKey } from '@tldraw/utils'
import * as Y from 'yjs'

const AT = { x: 10, y: 20, index: 'a1' as IndexKey }
const FRAME = { title: '', w: 400, h: 300 }

/** Creates a document with these records. */
function documentWith(records: Iterable<BoardRecord>): Y.Doc {
	const doc = new Y.Doc()
	const map = recordsOf(doc)
	doc.transact(() => {
		for (const record of records) putRecord(map, record)
	})
	return doc
}

const frame = (n: number, parent?: number) =>
	buildCluster(`f${n}`, parent === undefined ? AT : { ...AT, parent: `shape:f${parent}` }, FRAME)

function* chain(size: number): Generator<BoardRecord> {
	for (let n = 0; n < size; n++) yield frame(n, n === 0 ? undefined : n - 1)
}

function* cycle(size: number): Generator<BoardRecord> {
	for (let n = 0; n < size; n++) yield frame(n, (n + size - 1) % size)
}

/** Many cycles of sixteen frames, each with a card inside. */
function* cycles(size: number): Generator<BoardRecord> {
	for (let n = 0; n < size; n++) {
		yield frame(n, n % 16 === 0 ? n + 15 : n - 1)
		yield buildCard(`c${n}`, { ...AT, parent: `shape:f${n}` }, { text: 'Text' })
	}
}

function* oneSlot(size: number): Generator<BoardRecord> {
	for (let n = size; n > 0; n--) yield buildCard(`c${String(n).padStart(6, '0')}`, AT, { text: 'Text' })
}

/** A cluster for every card. */
function* clusters(size: number): Generator<BoardRecord> {
	for (let n = 0; n < size; n++) {
		yield frame(n)
		yield buildCard(`c${n}`, { ...AT, parent: `shape:f${n}` }, { text: 'Text', kind: 'obstacle' })
	}
}

/** Links from one card to all others, and back. */
function* fan(size: number): Generator<BoardRecord> {
	yield buildCard('hub', AT, { text: 'Hub', kind: 'obstacle' })
	for (let n = 0; n < size; n++) {
		yield buildCard(`c${n}`, AT, { text: 'Text', kind: 'solution', city: `City ${n}` })
		const ends = { from: 'shape:hub', to: `shape:c${n}` }
		yield* buildLink(`out${n}`, ends, AT.index)
		yield* buildLink(`in${n}`, { from: ends.to, to: ends.from }, AT.index)
	}
}

/** Links between the same two cards. */
function* sameLinks(size: number): Generator<BoardRecord> {
	yield buildCard('a', AT, { text: 'A', kind: 'solution' })
	yield buildCard('b', AT, { text: 'B', kind: 'obstacle' })
	for (let n = 0; n < size; n++) yield* buildLink(`l${n}`, { from: 'shape:a', to: 'shape:b' }, AT.index)
}

/** One arrow with many bindings for each end. */
function* bindings(size: number): Generator<BoardRecord> {
	yield buildCard('a', AT, { text: 'A' })
	yield buildCard('b', AT, { text: 'B' })
	const [arrow, start, end] = buildLink('l', { from: 'shape:a', to: 'shape:b' }, AT.index)
	if (!arrow || !start || !end) return
	yield arrow
	for (let n = 0; n < size; n++)
		for (const binding of [start, end]) yield { ...binding, id: `${binding.id}${size - n}` } as BoardRecord
}

/** Boards that strangers might build, by the hostile property of each. */
export const HOSTILE_BOARDS: Record<string, (size: number) => Y.Doc> = {
	'frames, each in the next': (size) => documentWith(chain(size)),
	'one cycle of frames': (size) => documentWith(cycle(size)),
	'many cycles of frames': (size) => documentWith(cycles(size)),
	'cards with one index': (size) => documentWith(oneSlot(size)),
	'a cluster for every card': (size) => documentWith(clusters(size)),
	'links of one card with all others': (size) => documentWith(fan(size)),
	'links between the same two cards': (size) => documentWith(sameLinks(size)),
	'one arrow with many bindings': (size) => documentWith(bindings(size)),
}

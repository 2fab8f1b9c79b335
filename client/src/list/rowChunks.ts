import type { OutlineRow } from './outline.ts'

/** Rows that the browser lays out and paints as one, or leaves out as one while they are out of view. */
export interface RowChunk {
	/** Its key among the chunks of a group; ascending. */
	key: number
	rows: OutlineRow[]
}

/** The chunk of each card, for as long as the list is open. */
export type ChunkKeys = Map<string, number>

/** Few enough to lay out with each letter, so many that a large list has few chunks to watch. */
const CHUNK_ROWS = 16

/**
 * Splits the rows of a group into chunks. A row stays in its chunk while others come, go and move, since
 * a row that changes its parent is rendered anew and its editor loses the caret: only rows that have
 * moved past others join the chunk they are in now. New rows join the row before them; after the last
 * row they fill up chunks.
 */
export function chunkRows(rows: readonly OutlineRow[], keys: ChunkKeys): RowChunk[] {
	const stayed = stayedRows(rows, keys)
	const lastStayed = rows.findLastIndex(({ card }) => stayed.has(card.id))
	const firstKey = keys.get(rows.find(({ card }) => stayed.has(card.id))?.card.id ?? '') ?? 0
	const chunks: RowChunk[] = []
	for (const [at, row] of rows.entries()) {
		const last = chunks.at(-1)
		const isFull = at > lastStayed && last !== undefined && last.rows.length >= CHUNK_ROWS
		const joined = last ? last.key + (isFull ? 1 : 0) : firstKey
		const key = stayed.has(row.card.id) ? (keys.get(row.card.id) ?? joined) : joined
		if (key === last?.key) last.rows.push(row)
		else chunks.push({ key, rows: [row] })
	}
	for (const { key, rows: members } of chunks) for (const { card } of members) keys.set(card.id, key)
	return chunks
}

/** The cards that can keep their chunks: the most whose chunks are still in order. */
function stayedRows(rows: readonly OutlineRow[], keys: ChunkKeys): ReadonlySet<string> {
	const known = rows.flatMap(({ card: { id } }) => {
		const key = keys.get(id)
		return key === undefined ? [] : [{ id, key, before: -1 }]
	})
	/** By length: the index of the last row of the longest ordered sequence that ends with the lowest chunk. */
	const ends: number[] = []
	for (const [at, row] of known.entries()) {
		const keyOf = (end: number | undefined) => known[end ?? -1]?.key ?? Number.NEGATIVE_INFINITY
		let [low, high] = [0, ends.length]
		while (low < high) {
			const middle = (low + high) >> 1
			if (keyOf(ends[middle]) <= row.key) low = middle + 1
			else high = middle
		}
		row.before = ends[low - 1] ?? -1
		ends[low] = at
	}
	const stayed = new Set<string>()
	for (let row = known[ends.at(-1) ?? -1]; row; row = known[row.before]) stayed.add(row.id)
	return stayed
}

import type { OutlineRow } from './outline.ts'

/**
 * Rows that the browser lays out and paints together, or skips together while they are out of view.
 */
export interface RowChunk {
	/** Its key among the chunks of a group; ascending. */
	key: number
	rows: OutlineRow[]
}

/** The key of the chunk of each card, kept as long as the list is open. */
export type ChunkKeys = Map<string, number>

/**
 * Number of rows in a chunk: few enough to lay out at each keystroke, and enough for a large list
 * to have few chunks to track.
 */
const CHUNK_ROWS = 16

/**
 * Splits the rows of a group into chunks. A row stays in its chunk while other rows are added,
 * removed and moved, since a row that changes its parent is mounted again and its editor loses the
 * caret. Only rows that have moved past others join the chunk at their new position. New rows join
 * the chunk of the row before them; after the last row they fill up chunks.
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

/**
 * Returns the cards that can keep their chunks: the largest set of cards whose chunks are still in
 * order.
 */
function stayedRows(rows: readonly OutlineRow[], keys: ChunkKeys): ReadonlySet<string> {
	const known = rows.flatMap(({ card: { id } }) => {
		const key = keys.get(id)
		return key === undefined ? [] : [{ id, key, before: -1 }]
	})
	/**
	 * `ends[n]` is the index of the last row of an ordered sequence of `n` + 1 rows: of all these
	 * sequences, the one that ends with the lowest chunk.
	 */
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

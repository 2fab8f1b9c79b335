/** One step of a Y.Text event's delta. */
export interface DeltaStep {
	retain?: number | undefined
	insert?: unknown
	delete?: number | undefined
}

/** A replacement in a string: `remove` characters at `index` go, `insert` comes. Counted in UTF-16 units, as Y.Text does. */
export interface Splice {
	index: number
	remove: number
	insert: string
}

/** A Y.Text delta as splices, each in the text that the ones before it left. */
export function splicesOf(delta: readonly DeltaStep[]): Splice[] {
	const splices: Splice[] = []
	let index = 0
	for (const step of delta) {
		if (step.retain !== undefined) index += step.retain
		else if (step.delete !== undefined) splices.push({ index, remove: step.delete, insert: '' })
		else if (typeof step.insert === 'string') {
			splices.push({ index, remove: 0, insert: step.insert })
			index += step.insert.length
		}
	}
	return splices
}

/** Where a position lies after a splice; text inserted right at it goes before it when it `isStart`, after it otherwise. */
function mapPosition(position: number, { index, remove, insert }: Splice, isStart: boolean): number {
	if (position < index || (position === index && !isStart)) return position
	if (position >= index + remove) return position + insert.length - remove
	return index + insert.length
}

/** A splice that was made beside others, moved to where it belongs after them: nothing that they inserted is removed. */
export function mapSplice(mine: Splice, others: readonly Splice[]): Splice[] {
	let pieces = [{ start: mine.index, end: mine.index + mine.remove }]
	let at = mine.index
	for (const other of others) {
		at = mapPosition(at, other, true)
		pieces = pieces.flatMap((piece) => mapPiece(piece, other))
	}
	const removals = pieces.filter(({ start, end }) => end > start).reverse()
	const mapped: Splice[] = removals.map(({ start, end }) => ({ index: start, remove: end - start, insert: '' }))
	const removedBefore = removals.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, at) - start), 0)
	if (mine.insert) mapped.push({ index: at - removedBefore, remove: 0, insert: mine.insert })
	return mapped
}

/** A stretch to remove, after another's splice: an insertion inside it splits it. */
function mapPiece(piece: { start: number; end: number }, other: Splice): { start: number; end: number }[] {
	const { index, remove, insert } = other
	const isInside = insert.length > 0 && index > piece.start && index < piece.end
	const start = mapPosition(piece.start, other, true)
	const end = mapPosition(piece.end, other, false)
	if (!isInside) return [{ start, end: Math.max(start, end) }]
	return [
		{ start: piece.start, end: index },
		{ start: index + insert.length, end: Math.max(index + insert.length, piece.end + insert.length - remove) },
	]
}

/*
 * The places of cards: a card is, on the page, where the last person put it who moved it (DOC1). It
 * moves along with the cluster that it was put in.
 */
import { BoardProjection, type BoardRecord, pagePosition, recordsOf } from '@charrette/shared'
import type * as Y from 'yjs'
import type { Ledger } from './Ledger.ts'
import type { Place, Write } from './writes.ts'

const PLACE_KEYS = ['xy', 'parentId']

/** The records on the board, as a device with this document shows them. */
export function shownOn(doc: Y.Doc): ReadonlyMap<string, BoardRecord> {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	return projection.shown
}

/** Returns where the author of a write sees the cards that it has placed. */
export function placesIn(doc: Y.Doc, { changes }: Pick<Write, 'changes'>): Place[] {
	const placed = changes.flatMap((change) => (isPlacing(change) ? [change.record] : []))
	if (placed.length === 0) return []
	const shown = shownOn(doc)
	return [...new Set(placed)].flatMap((record) => placeOf(shown, record) ?? [])
}

function isPlacing(change: Write['changes'][number]): boolean {
	return change.type === 'set' && PLACE_KEYS.includes(change.key)
}

function placeOf(shown: ReadonlyMap<string, BoardRecord>, record: string): Place | null {
	const shape = shown.get(record)
	if (shape?.typeName !== 'shape') return null
	const frame = shown.get(shape.parentId)
	const corner = frame?.typeName === 'shape' ? pagePosition(frame, shown) : null
	return { record, ...pagePosition(shape, shown), frame: corner && { id: shape.parentId, ...corner } }
}

/**
 * Returns a sentence for each card that is elsewhere. Programs write places of an older form, and
 * restores, reveals and locks place cards, too: such cards are left out.
 */
export function auditPlaces(ledger: Ledger, board: Y.Doc): string[] {
	if (ledger.commands.length > 0) return []
	const shown = shownOn(board)
	const found: string[] = []
	for (const [record, writes] of placementsOf(ledger)) {
		const final = placeOf(shown, record)
		// A program's undo of a deletion may restore a record without its place (audit.ts).
		const hasPlace = recordsOf(board).get(record)?.has('xy') === true
		if (!final || !hasPlace || ledger.locked.has(record) || writes.some(({ places }) => places === null)) continue
		const last = writes.filter((write) => !writes.some((other) => other.state === 'acked' && other.past.has(write)))
		const expected = last.flatMap(({ places }) => {
			return (places ?? []).filter((place) => place.record === record).map((place) => moveAlong(place, final))
		})
		if (expected.some(({ x, y }) => isNear(x, final.x) && isNear(y, final.y))) continue
		const put = expected.map(({ x, y }) => `[${x}, ${y}]`).join(' or ')
		found.push(`${record} is at [${final.x}, ${final.y}], but was put at ${put}`)
	}
	return found
}

/** Returns the position of a placed card after the moves of its cluster. */
function moveAlong({ x, y, frame }: Place, final: Place): { x: number; y: number } {
	if (!frame || frame.id !== final.frame?.id) return { x, y }
	return { x: x + final.frame.x - frame.x, y: y + final.frame.y - frame.y }
}

/** Our client rounds the positions of cards. */
const isNear = (one: number, other: number) => Math.abs(one - other) <= 1

/** The writes on the board that have placed each record. */
function placementsOf({ writes }: Ledger): Map<string, Write[]> {
	const placements = new Map<string, Write[]>()
	for (const write of writes) {
		if (!write.room.startsWith('board:')) continue
		for (const record of new Set(write.changes.filter(isPlacing).map((change) => change.record)))
			placements.set(record, [...(placements.get(record) ?? []), write])
	}
	return placements
}

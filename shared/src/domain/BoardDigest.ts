import type { CardKind } from './Card.ts'
import type { Coverage } from './Coverage.ts'
import type { BoardId, ParticipantId } from './ids.ts'
import type { Viewport } from './Workshop.ts'

/** What a board in small is drawn of. On the wire each is its place in this list, so that it may only ever grow at its end. */
export const DIGEST_SHAPES = [
	'obstacle',
	'solution',
	'case',
	'resource',
	'question',
	'action',
	'note',
	'cluster',
	'image',
] as const
export type DigestShape = (typeof DIGEST_SHAPES)[number]

/** More than these are left out of the picture, never out of the counts. */
export const MAX_DIGEST_SHAPES = 400
/** What each shape is written with: what it is, x, y, w, h. */
export const BYTES_A_SHAPE = 5
/** A place in the picture is a share of its width or height, in so many steps. */
export const DIGEST_STEPS = 255
/** For so long a card counts as new. */
export const FRESH_MS = 60_000

/** A board in small, as the server tells it to those who look after all boards: no word of what is written on it. */
export interface BoardDigest {
	board: BoardId
	/** What the picture shows, in board units; all 0 for an empty board. */
	box: Viewport
	/** Five bytes a shape, clusters first: its place in `DIGEST_SHAPES`, then x, y, w and h in 255ths of the box. */
	shapes: Uint8Array
	/** How many cards of each kind there are. */
	cards: Record<CardKind, number>
	coverage: Coverage
	/** Who has a card on it. */
	writers: ParticipantId[]
	/** How many cards came within the last minute. */
	fresh: number
	/** When it was last changed, by the server's clock in ms; null if that was before the server looked. */
	touchedAt: number | null
}

/** How many cards a board has. */
export function countCards({ cards }: Pick<BoardDigest, 'cards'>): number {
	return Object.values(cards).reduce((sum, count) => sum + count, 0)
}

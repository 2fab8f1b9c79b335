import { type CardKind, createId, type Rect } from '@charrette/shared'
import type { ReadNote, ReadPhoto } from './createNotesReader.ts'
import { SURE } from './joinLines.ts'

/** A card that is not on the board yet. */
export interface Draft {
	key: string
	picture: Blob
	text: string
	kind: CardKind
	/** The rectangle of its note, as shares of the sides of the photo. */
	box: Rect
	/** Whether the reading is probably wrong. */
	isDoubtful: boolean
	/** Whether it is added. */
	isIncluded: boolean
}

/** Returns the draft of a note. A doubtful one is left out until it is included (PAPER2). */
export function draftOf({ corners, picture, text, confidence }: ReadNote, photo: Omit<ReadPhoto, 'notes'>): Draft {
	const xs = corners.map(({ x }) => x / photo.width)
	const ys = corners.map(({ y }) => y / photo.height)
	const [x, y] = [Math.min(...xs), Math.min(...ys)]
	const isDoubtful = text === '' || confidence < SURE
	const box = { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y }
	return { key: createId(), picture, text, kind: 'obstacle', box, isDoubtful, isIncluded: !isDoubtful }
}

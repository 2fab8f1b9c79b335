import type { RecordProps, TLBaseShape } from '@tldraw/tlschema'
import { createShapePropsMigrationSequence } from '@tldraw/tlschema'
import { T } from '@tldraw/validate'
import type { CardKind, ObstacleCategory } from '../domain/Card.ts'
import { CARD_KINDS, OBSTACLE_CATEGORIES } from '../domain/Card.ts'

/** What a card keeps on the canvas. `w` and `h` are its least size in board units; it grows with its text, and the growth is derived, never stored. */
export interface CardProps {
	w: number
	h: number
	kind: CardKind
	/** The projection of the record's Y.Text, which is the truth (DOC2). */
	text: string
	city: string
	category: ObstacleCategory | null
}

/**
 * A card as tldraw's shape. `meta.author` is the id of the participant who made it, `meta.authorName` the name of an author whom
 * this workshop may not know, since the card came from another one.
 */
export type CardShape = TLBaseShape<'card', CardProps>

export const cardProps: RecordProps<CardShape> = {
	w: T.positiveNumber,
	h: T.positiveNumber,
	kind: T.literalEnum(...CARD_KINDS),
	text: T.string,
	city: T.string,
	category: T.nullable(T.literalEnum(...OBSTACLE_CATEGORIES)),
}

/** Empty from the first day, so that clients of every version know the sequence. */
export const cardMigrations = createShapePropsMigrationSequence({ sequence: [] })

export const CARD_WIDTH = 200
export const CARD_HEIGHT = 112

export const cardDefaults: CardProps = {
	w: CARD_WIDTH,
	h: CARD_HEIGHT,
	kind: 'note',
	text: '',
	city: '',
	category: null,
}

import { z } from 'zod'
import type { CardKind } from '../domain/BoardContent.ts'
import type { BoardId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { id } from './fields.ts'
import type { MarkedText } from './practiceSearch.ts'
import { languageTag } from './translations.ts'

/**
 * `GET /api/workshops/:id/cards`: the search across boards; `except` is a board to leave out. With
 * `to`, cards are found by their translations into that language, too (READ7).
 */
export const cardQuery = z.object({
	q: z.string().max(LIMITS.maxQueryLength),
	limit: z.coerce.number().pipe(z.int().min(1).max(LIMITS.maxFoundCards)).default(LIMITS.maxFoundCards),
	except: id<BoardId>().exactOptional(),
	to: languageTag.exactOptional(),
})
export type CardQuery = z.output<typeof cardQuery>

/** A card that the search across boards has found. */
export interface FoundCard {
	board: BoardId
	/** The id of its record. */
	card: string
	kind: CardKind
	city: string
	/** The author's name, unless authors are hidden or unknown. */
	author?: string
	/** The text without formatting, or the part of it that matches best. */
	text: MarkedText
	/** The translation, if one into `to` exists and the person did not write the card. */
	translation?: MarkedText
}

/** The first matches, and the number of all. */
export interface FoundCards {
	cards: FoundCard[]
	count: number
	/** Whether the workshop has more boards than were searched. */
	isPartial: boolean
}

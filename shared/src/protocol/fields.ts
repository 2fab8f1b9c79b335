import { z } from 'zod'
import { stripInvalidXmlChars } from '../domain/characters.ts'
import { ID_PATTERN, SHAPE_ID_PATTERN } from '../domain/ids.ts'
import type { LocalText } from '../domain/locales.ts'
import { LOCALES } from '../domain/locales.ts'

/** A text without the characters that XML forbids (CHARS1). */
export const text = () => z.string().overwrite(stripInvalidXmlChars)

/** A trimmed, non-empty text of at most `max` characters. */
export const line = (max: number) => text().trim().min(1).max(max)

/** A branded id. */
export const id = <Id extends string>() => z.string().regex(ID_PATTERN) as unknown as z.ZodType<Id, string>

/** The id of a card or another shape of a board. */
export const shapeId = z.string().regex(SHAPE_ID_PATTERN)

/** A country: two letters of ISO 3166. */
export const country = z.string().regex(/^[A-Z]{2}$/)

/** A text of at most `max` characters in any number of languages, or none. */
export const localText = (max: number): z.ZodType<LocalText, LocalText> => z.partialRecord(z.enum(LOCALES), line(max))

/** An index in a list; an index beyond the end means the end. */
export const listPosition = z.int().min(0)

const coordinate = z.number().min(-1e7).max(1e7)

/** A non-empty part of a board. */
export const viewport = z.object({
	x: coordinate,
	y: coordinate,
	w: coordinate.positive(),
	h: coordinate.positive(),
})

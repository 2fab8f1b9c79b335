import { z } from 'zod'
import { ID_PATTERN } from '../domain/ids.ts'
import type { LocalText } from '../domain/locales.ts'
import { LOCALES } from '../domain/locales.ts'

/** A text of one line or more that is not empty, without the blanks around it. */
export const line = (max: number) => z.string().trim().min(1).max(max)

/** An id of the kind that the type names. */
export const id = <Id extends string>() => z.string().regex(ID_PATTERN) as unknown as z.ZodType<Id, string>

/** A text in some of the languages; it may be in none. */
export const localText = (max: number): z.ZodType<LocalText, LocalText> => z.partialRecord(z.enum(LOCALES), line(max))

/** A place in a list: it is put at the end if it lies beyond. */
export const listPosition = z.int().min(0)

const coordinate = z.number().min(-1e7).max(1e7)

/** A part of a board that there is something to see of. */
export const viewport = z.object({
	x: coordinate,
	y: coordinate,
	w: coordinate.positive(),
	h: coordinate.positive(),
})

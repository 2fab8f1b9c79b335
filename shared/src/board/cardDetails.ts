import { type CardImage, IMAGE_PATH_PATTERN } from '../domain/BoardContent.ts'
import { LIMITS } from '../domain/limits.ts'

/*
 * The details of a card (DETAIL1) are fields of its `meta`: every client keeps and copies those,
 * also one that does not know them. Whatever is in them is read as what it should be, or not at all.
 */

/** What a card has besides its text. Empty where nothing was written. */
export interface CardDetails {
	/** A longer text, for readers who want to know more. */
	description: string
	/** Where it comes from: a page, a document, a person. */
	source: string
	/** The image that is attached to it; null for none. */
	image: CardImage | null
	/** When it was written, in ms, by the clock of its author's device; null if that is unknown. */
	createdAt: number | null
}

/** The fields of the document that hold the details that people write. */
export const DETAIL_FIELDS = { description: 'meta.description', source: 'meta.source' } as const
export type DetailField = keyof typeof DETAIL_FIELDS

/** The fields of a card's image (DETAIL2): its path, and its alt text. */
export const CARD_IMAGE_FIELDS = { path: 'meta.image', alt: 'meta.imageAlt' } as const

/** The most letters of each. */
export const DETAIL_LENGTHS: Record<DetailField, number> = {
	description: LIMITS.maxDescriptionLength,
	source: LIMITS.maxSourceLength,
}

/** No card is older than the software, and a clock that is further ahead is wrong. */
const FIRST_DAY = Date.UTC(2020, 0)
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000

/** Reads the details of a record's `meta`. */
export function readDetails(meta: Record<string, unknown>, now = Date.now()): CardDetails {
	const text = (field: DetailField) => {
		const value = meta[field]
		return typeof value === 'string' ? value.slice(0, DETAIL_LENGTHS[field]) : ''
	}
	const at = meta['createdAt']
	const isTime = typeof at === 'number' && at >= FIRST_DAY && at <= now + MAX_AHEAD_MS
	return {
		description: text('description'),
		source: text('source'),
		image: readCardImage(meta),
		createdAt: isTime ? at : null,
	}
}

/** The image that a record's `meta` attaches to its card; null for none, and for an address that is not of this server. */
export function readCardImage({ image, imageAlt }: Record<string, unknown>): CardImage | null {
	if (typeof image !== 'string' || !IMAGE_PATH_PATTERN.test(image)) return null
	return { path: image, alt: typeof imageAlt === 'string' ? imageAlt.slice(0, LIMITS.maxImageAltLength) : '' }
}

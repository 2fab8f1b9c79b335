import { type CardDocument, type CardImage, DOCUMENT_PATH_PATTERN, IMAGE_PATH_PATTERN } from '../domain/BoardContent.ts'
import { CARD_FIELDS, type DetailField } from '../domain/cardFields.ts'
import { LIMITS } from '../domain/limits.ts'

/*
 * The details of a card (DETAIL1) are fields of its `meta` on the board. In the document, the texts
 * among them are Y.Texts or strings (recordTexts.ts). A value of the wrong type or with invalid
 * content is read as if the field were missing.
 */

/** The details of a card, in addition to its text. Missing details are empty. */
export interface CardDetails {
	/** A longer text, for readers who want to know more. */
	description: string
	/** Where the card's content comes from: a page, a document, a person. */
	source: string
	/** The image that is attached to the card; null for none. */
	image: CardImage | null
	/** When the card was written, in ms, by the clock of its author's device; null if unknown. */
	createdAt: number | null
}

/** The fields of a card's image (DETAIL2): its path, and its alt text. */
export const CARD_IMAGE_FIELDS = { path: CARD_FIELDS.image.key, alt: 'meta.imageAlt' } as const

/**
 * The valid range of `createdAt`: no card is older than the software, and a clock that is further
 * ahead is wrong.
 */
const FIRST_DAY = Date.UTC(2020, 0)
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000
const MAX_PAGE = LIMITS.maxCasePages

/** Reads the details from a record's `meta`, without space around them. */
export function readDetails(meta: Record<string, unknown>, now = Date.now()): CardDetails {
	const text = (field: DetailField) => {
		const value = meta[field]
		return typeof value === 'string' ? value.slice(0, CARD_FIELDS[field].maxLength).trim() : ''
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

/** Whether a card has a description or a source. */
export function hasMoreText(meta: Record<string, unknown>): boolean {
	const { description, source } = readDetails(meta)
	return description !== '' || source !== ''
}

/** Whether a card has a description, a source or an image. */
export function hasDetails(meta: Record<string, unknown>): boolean {
	return hasMoreText(meta) || readCardImage(meta) !== null
}

/**
 * Returns the image that a record's `meta` attaches to its card; null if there is none, or if its
 * path is not a path on this server.
 */
export function readCardImage({ image, imageAlt }: Record<string, unknown>): CardImage | null {
	if (typeof image !== 'string' || !IMAGE_PATH_PATTERN.test(image)) return null
	return { path: image, alt: typeof imageAlt === 'string' ? imageAlt.slice(0, LIMITS.maxImageAltLength).trim() : '' }
}

/**
 * Returns the document that a record's `meta` names for its card (CASE1); null if there is none,
 * and for a value that another client filled with something else.
 */
export function readCardDocument({ document }: Record<string, unknown>): CardDocument | null {
	return isCardDocument(document) ? document : null
}

/** Whether a value of the field `meta.document` names a document of this server (CASE1). */
export function isCardDocument(value: unknown): value is CardDocument {
	if (typeof value !== 'object' || value === null) return false
	const { path, name, pages, page, ...others } = value as Partial<Record<keyof CardDocument, unknown>>
	if (typeof path !== 'string' || !DOCUMENT_PATH_PATTERN.test(path) || Object.keys(others).length > 0) return false
	if (typeof name !== 'string' || name === '' || name.length > LIMITS.maxDocumentNameLength) return false
	return [pages, page].every(
		(number) => number === undefined || (Number.isInteger(number) && Number(number) >= 1 && Number(number) <= MAX_PAGE),
	)
}

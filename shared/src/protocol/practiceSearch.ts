import { z } from 'zod'
import { OBSTACLE_CATEGORIES } from '../domain/BoardContent.ts'
import type { PracticeId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type Locale } from '../domain/locales.ts'
import { ADOPTION_STATUSES, PRACTICE_PROGRESS, PRACTICE_THEMES, type PracticeVisibility } from '../domain/Practice.ts'
import type { Passage } from '../domain/practicePassages.ts'
import { country, shapeId } from './fields.ts'

/*
 * The HTTP contract of searching for practices, and for cards and practices that are similar to a
 * card.
 */

/** A query parameter with one value, or several separated by commas. */
const list = <Value extends string>(values: readonly Value[]) =>
	z
		.string()
		.transform((joined) => joined.split(',').filter(Boolean))
		.pipe(z.array(z.enum(values)).max(40))
		.exactOptional()

const numbers = z
	.string()
	.transform((joined) => joined.split(',').filter(Boolean).map(Number))
	.pipe(z.array(z.int().min(0).max(9999)).max(40))
	.exactOptional()

const flag = z
	.enum(['0', '1'])
	.default('0')
	.transform((value) => value === '1')

/** `GET /api/practices` */
export const practiceQuery = z.object({
	q: z.string().max(LIMITS.maxQueryLength).default(''),
	locale: z.enum(LOCALES).default('en'),
	category: list(OBSTACLE_CATEGORIES),
	theme: list(PRACTICE_THEMES),
	sdg: numbers,
	year: numbers,
	country: z
		.string()
		.transform((joined) => joined.split(',').filter(Boolean))
		.pipe(z.array(country).max(40))
		.exactOptional(),
	language: list(LOCALES),
	status: list(ADOPTION_STATUSES),
	size: list(['S', 'M', 'L', 'XL'] as const),
	progress: list(PRACTICE_PROGRESS),
	/** One value of the facet `place`. */
	place: z
		.string()
		.max(LIMITS.maxPlaceLength)
		.transform((place) => [place])
		.exactOptional(),
	/** Whether unknown words are searched for as they are. */
	exact: flag,
	/** Whether the facets have `place`: the places of the matches (`readPlace`). */
	places: flag,
	sort: z.enum(['relevance', 'newest', 'adoptions']).default('relevance'),
	limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
	cursor: z.coerce.number().pipe(z.int().min(0).max(LIMITS.maxSearchOffset)).default(0),
})

/** `GET /api/boards/:id/similar` */
export const similarQuery = z.object({
	card: shapeId,
	locale: z.enum(LOCALES).exactOptional(),
	limit: z.coerce.number().pipe(z.int().min(1).max(20)).default(8),
})

/** A part of a text; `marks` are the start and end of each match, in UTF-16 units. */
export interface MarkedText {
	text: string
	marks: [number, number][]
}

/** A practice in a list of results. */
export interface FoundPractice {
	id: PracticeId
	version: number
	title: MarkedText
	abstract: MarkedText
	/** A match in another section, and the passage that has it, which is translated (READ9). */
	excerpt?: MarkedText & { passage?: Passage }
	/** The language of these texts. */
	locale: Locale
	languages: Locale[]
	city: string
	country?: string
	themes: string[]
	categories: string[]
	sdgs: number[]
	at: number
	adoptions: number
	visibility: PracticeVisibility
	/** The server from which the practice came; absent for this one. */
	origin?: string
	/** The organisation that hosts that server. */
	organisation?: string
	/** The first image of the practice. */
	image?: { path: string; alt: string }
}

export interface FoundPractices {
	practices: FoundPractice[]
	total: number
	/** By filter and value: the number of matches with that value, among all matches. */
	facets: Record<string, Record<string, number>>
	/** The cursor of the next page; null on the last page. */
	cursor: string | null
	isPartial: boolean
	corrected: string | null
}

/** A practice, or a card of another board, that is similar to a card. */
export interface SimilarItem {
	kind: 'practice' | 'card'
	id: string
	title: string
	/** For a practice: the language of its title. */
	locale?: Locale
	from: { city: string; workshop?: string; session?: string; group?: string }
	score: number
	/** The reason for the similarity: shared words, or the same category. */
	why: 'text' | 'category'
	/** For a card: the solutions that address it. */
	solutions?: string[]
}

export interface SimilarItems {
	similar: SimilarItem[]
}

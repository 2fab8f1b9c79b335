import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import { EXPORT_FORMATS, TEXT_CHOICES, TRANSLATED_FORMATS } from '../domain/exportFormats.ts'
import { isTimeZone } from '../domain/fileName.ts'
import { LOCALES } from '../domain/locales.ts'
import { languageTag } from './translations.ts'

const flag = z
	.enum(['0', '1'])
	.default('1')
	.transform((flag) => flag === '1')
/** The time zone for dates, such as `Asia/Shanghai`; the server's own by default. */
const zone = z.string().max(64).refine(isTimeZone, 'is no time zone').optional()
/** The texts of the file, and the language of translations; `locale` by default (EXP10). */
const texts = { texts: z.enum(TEXT_CHOICES).default('written'), to: languageTag.optional() }

/**
 * `GET /api/boards/:id/export?format=…`. `cards` are shape ids, with or without `shape:`, separated
 * by commas; lists too long for a URL go into the body of a `POST`.
 */
export const exportQuery = z
	.object({
		format: z.enum(EXPORT_FORMATS),
		locale: z.enum(LOCALES).optional(),
		authors: flag,
		zone,
		...texts,
		/** The separator of CSV. */
		separator: z.enum(['comma', 'semicolon']).default('comma'),
		/** Whether CSV has the ids of cards, clusters and links. */
		ids: flag,
		cards: z
			.string()
			.transform((list) => list.split(',').map((some) => (some.startsWith('shape:') ? some : `shape:${some}`)))
			.pipe(z.array(z.string().regex(RECORD_ID_PATTERN)))
			.optional(),
	})
	.refine(({ format, texts }) => texts === 'written' || TRANSLATED_FORMATS.includes(format), {
		path: ['texts'],
		error: `only ${TRANSLATED_FORMATS.join(', ')} can be translated`,
	})
export const exportBody = z.object({ cards: z.array(z.string().regex(RECORD_ID_PATTERN)).optional() })
export interface ExportBody {
	cards?: readonly string[] | undefined
}

/**
 * `GET /api/sessions/:id/report?format=…`, `GET /api/workshops/:id/report?format=…`; `POST` with a
 * ZIP of board images named by board ids.
 */
export const REPORT_FORMATS = ['html', 'docx'] as const
export const reportQuery = z.object({
	format: z.enum(REPORT_FORMATS),
	locale: z.enum(LOCALES).optional(),
	authors: flag,
	zone,
	...texts,
})
export type ReportQuery = z.infer<typeof reportQuery>
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** `GET` of `viewer.html`, `workbook.xlsx` and `pack` (the archive) of a session or a workshop. */
export const allBoardsQuery = z.object({ locale: z.enum(LOCALES).optional(), authors: flag, zone, ...texts })

/** `POST /api/boards/:id/texts`: the texts of a file that the browser renders (EXP10). */
export const boardTextsBody = z.object({
	locale: z.enum(LOCALES).optional(),
	...texts,
	cards: z.array(z.string().regex(RECORD_ID_PATTERN)).optional(),
})
export type BoardTextsBody = z.input<typeof boardTextsBody>

/**
 * The texts that a rendered file shows in place of those of its cards and clusters, by id: one, or
 * the text as written and its translation.
 */
export interface BoardTexts {
	texts: Record<string, string[]>
	/** What the file says about its translations; null if there is nothing to say. */
	note: string | null
}

/** The maximum number of different characters in one request: far more than any board uses. */
export const MAX_FONT_CHARACTERS = 20_000

/** `POST /api/fonts`: font subsets with only these characters, to embed in a rendered file. */
export const fontsBody = z.object({
	characters: z.string().min(1).max(MAX_FONT_CHARACTERS),
	weight: z.union([z.literal(400), z.literal(700)]).default(400),
	format: z.enum(['ttf', 'woff2']).default('woff2'),
})
/** The parsed body of a request for font subsets. */
export type FontRequest = z.output<typeof fontsBody>

/** A font that contains only the characters for which it is used. */
export interface FontSubset {
	family: string
	weight: FontRequest['weight']
	characters: string
	base64: string
}

/**
 * Font subsets that cover a text. Each character is in the first font that has it; `lacking` are
 * the characters that no font has.
 */
export interface FontSubsets {
	fonts: FontSubset[]
	lacking: string
}

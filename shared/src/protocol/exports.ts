import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import { isTimeZone } from '../domain/fileName.ts'
import { LOCALES } from '../domain/locales.ts'

/**
 * `GET /api/boards/:id/export?format=…`; `cards` are ids of shapes, with their `shape:` or without, parted by commas. More than
 * an address holds come as the body of a `POST`.
 */
export const EXPORT_FORMATS = ['json', 'md', 'csv', 'xlsx', 'tldr', 'docx', 'html'] as const
const authors = z
	.enum(['0', '1'])
	.default('1')
	.transform((wish) => wish === '1')
/** In which time zone days are told, such as `Asia/Shanghai`; the server's own where none is named. */
const zone = z.string().max(64).refine(isTimeZone, 'is no time zone').optional()
export const exportQuery = z.object({
	format: z.enum(EXPORT_FORMATS),
	locale: z.enum(LOCALES).optional(),
	authors,
	zone,
	cards: z
		.string()
		.transform((list) => list.split(',').map((some) => (some.startsWith('shape:') ? some : `shape:${some}`)))
		.pipe(z.array(z.string().regex(RECORD_ID_PATTERN)))
		.optional(),
})
export const exportBody = z.object({ cards: z.array(z.string().regex(RECORD_ID_PATTERN)).optional() })
export interface ExportBody {
	cards?: readonly string[] | undefined
}
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** `GET /api/sessions/:id/report?format=…`, `GET /api/workshops/:id/report?format=…`; `POST` with a ZIP of pictures named by boards. */
export const REPORT_FORMATS = ['html', 'docx'] as const
export const reportQuery = z.object({
	format: z.enum(REPORT_FORMATS),
	locale: z.enum(LOCALES).optional(),
	authors,
	zone,
})
export type ReportQuery = z.infer<typeof reportQuery>
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** `GET` of `viewer.html`, `workbook.xlsx` and `pack` of a session or a workshop. */
export const wholeQuery = z.object({ locale: z.enum(LOCALES).optional(), authors, zone })

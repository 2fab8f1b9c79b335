import type { Locale } from './locales.ts'

/*
 * What the client reads too. It stands apart from the schemas of the requests (protocol/exports.ts), which would bring zod
 * into every page.
 */

/** The formats of the files that the server writes. */
export const EXPORT_FORMATS = [
	'json',
	'md',
	'csv',
	'xlsx',
	'tldr',
	'docx',
	'html',
	'canvas',
	'mmd',
	'excalidraw',
	'geojson',
	'notes',
] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** The extension of the file name of an export. */
export function extensionOf(format: ExportFormat): string {
	return format === 'notes' ? 'notes.zip' : format
}

/** The separators of CSV. */
export const CSV_SEPARATORS = { comma: ',', semicolon: ';' } as const
export type CsvSeparator = keyof typeof CSV_SEPARATORS

/** The separator that spreadsheets expect in most countries of a language: a comma is a decimal sign in some. */
export function usualSeparator(locale: Locale): CsvSeparator {
	return locale === 'es' || locale === 'fr' ? 'semicolon' : 'comma'
}

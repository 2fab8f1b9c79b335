import type { Locale } from './locales.ts'

/*
 * Export formats that the client uses too. They are separate from the schemas of the requests
 * (protocol/exports.ts), which would load zod on every page.
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

/** Returns the file name extension of an export. */
export function extensionOf(format: ExportFormat): string {
	return format === 'notes' ? 'notes.zip' : format
}

/** The separators of CSV. */
export const CSV_SEPARATORS = { comma: ',', semicolon: ';' } as const
export type CsvSeparator = keyof typeof CSV_SEPARATORS

/**
 * Returns the separator that spreadsheets expect in most countries of a language: in some, the
 * comma is the decimal sign.
 */
export function usualSeparator(locale: Locale): CsvSeparator {
	return locale === 'es' || locale === 'fr' ? 'semicolon' : 'comma'
}

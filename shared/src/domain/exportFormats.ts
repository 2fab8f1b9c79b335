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

/** The texts of a file: as they were written, in one language, or in both (EXP10). */
export const TEXT_CHOICES = ['written', 'translated', 'both'] as const
export type TextChoice = (typeof TEXT_CHOICES)[number]

/** The language into which the texts of a file are translated, a BCP 47 tag. */
export interface TextLanguage {
	choice: Exclude<TextChoice, 'written'>
	to: string
}

/**
 * Returns the language of the texts of a file, that of the file by default; null if they are as
 * written.
 */
export function textLanguage(
	{ texts, to }: { texts: TextChoice; to?: string | undefined },
	locale: Locale,
): TextLanguage | null {
	return texts === 'written' ? null : { choice: texts, to: to ?? locale }
}

/** The formats that can have translated texts; with the others work goes on in a program. */
export const TRANSLATED_FORMATS: readonly ExportFormat[] = ['md', 'csv', 'xlsx', 'docx', 'html', 'notes']

export const CSV_SEPARATORS = { comma: ',', semicolon: ';' } as const
export type CsvSeparator = keyof typeof CSV_SEPARATORS

/**
 * Returns the separator that spreadsheets expect in most countries of a language: in some, the
 * comma is the decimal sign.
 */
export function usualSeparator(locale: Locale): CsvSeparator {
	return locale === 'es' || locale === 'fr' ? 'semicolon' : 'comma'
}

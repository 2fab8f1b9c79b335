import { currentLanguage } from './useTranslation.ts'

/** Lists names as the interface's language does: “Ana, Li, Tom”, “Ana, Li y Tom”, “安娜、李”. */
export function listNames(names: readonly string[]): string {
	const language = currentLanguage.get()
	const format = formats.get(language) ?? new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' })
	formats.set(language, format)
	return format.format(names)
}

const formats = new Map<string, Intl.ListFormat>()

/**
 * Joins parts of one description, such as a name and a city, with the comma of the interface's
 * language; leaves out empty parts.
 */
export function joinParts(parts: readonly (string | false | null | undefined)[]): string {
	return parts.filter(Boolean).join(COMMAS[new Intl.Locale(currentLanguage.get()).language] ?? ', ')
}

const COMMAS: Record<string, string> = { zh: '，', ja: '、', ar: '، ', fa: '، ', ur: '، ' }

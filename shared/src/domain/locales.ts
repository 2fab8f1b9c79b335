/** The languages of the interface; prompts of a workshop may be in any of them. */
export const LOCALES = ['en', 'zh-CN', 'es', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

/** A text in one or more languages, e.g. a phase's prompt. */
export type LocalText = Partial<Record<Locale, string>>

/** The text in a language, else in English, else in any language there is. */
export function textIn(text: LocalText, locale: Locale): string {
	return text[locale] ?? text.en ?? Object.values(text)[0] ?? ''
}

/** The best interface language for a list of BCP 47 tags such as `navigator.languages`. */
export function pickLocale(tags: readonly string[]): Locale {
	for (const tag of tags) {
		const language = tag.toLowerCase().split('-')[0]
		const found = LOCALES.find((locale) => locale.toLowerCase().split('-')[0] === language)
		if (found) return found
	}
	return 'en'
}

/** Folds case and accents for comparison, so that "bogota" finds Bogotá. */
export function foldText(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase()
		.trim()
}

/** A city's or person's name for comparison: trimmed, NFC, lower case. */
export function nameKey(name: string): string {
	return name.trim().normalize('NFC').toLowerCase()
}

/**
 * The languages of Charrette; the prompts of a workshop may be in any of them. A host can add
 * languages to the interface (LANG1).
 */
export const LOCALES = ['en', 'zh-CN', 'es', 'fr'] as const
export type Locale = (typeof LOCALES)[number]

/** A text in one or more languages, e.g. a phase's prompt. */
export type LocalText = Partial<Record<Locale, string>>

/** Returns the text in a language, else in English, else in any available language. */
export function localize(text: LocalText, locale: Locale): string {
	return text[locale] ?? text.en ?? Object.values(text)[0] ?? ''
}

/** Returns the best of our languages for a list of BCP 47 tags such as `navigator.languages`. */
export function pickLocale(tags: readonly string[]): Locale {
	return pickLanguage(tags, LOCALES)
}

/**
 * Returns the best of the known languages for a list of BCP 47 tags: for the first tag with a
 * match, the same tag, else the same language. English if no tag matches.
 */
export function pickLanguage<Tag extends string>(tags: readonly string[], known: readonly Tag[]): Tag | 'en' {
	for (const tag of tags) {
		const found = pickLanguageOf(tag, known)
		if (found) return found
	}
	return 'en'
}

/** Returns the same tag, else the first of the same language; undefined without one. */
export function pickLanguageOf<Tag extends string>(tag: string, known: readonly Tag[]): Tag | undefined {
	const languageOf = (one: string) => one.toLowerCase().split('-')[0]
	const isSame = (one: Tag) => one.toLowerCase() === tag.toLowerCase()
	return known.find(isSame) ?? known.find((one) => languageOf(one) === languageOf(tag))
}

/** Folds case and accents for comparison, so that "bogota" finds Bogotá. */
export function foldText(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase()
		.trim()
}

/**
 * Folds a text for searches and comparisons. Beyond `foldText`, it folds full-width letters and
 * digits, which some input methods produce. Because normalization sorts the combining marks of a
 * letter in quadratic time, marks beyond Unicode's limit for streams (UAX 15) are removed first.
 */
export function foldForSearch(text: string): string {
	return foldText(text.replace(LONG_MARKS, '$1').normalize('NFKC'))
}

const LONG_MARKS = /(\p{M}{30})\p{M}+/gu

/**
 * Returns a city's or person's name for comparison: NFKC, lower case, without format characters (a
 * zero-width space, a soft hyphen), and with single spaces. Empty for a name without a visible
 * character.
 */
export function nameKey(name: string): string {
	return name.normalize('NFKC').replace(FORMAT_CHARACTERS, '').replace(/\s+/g, ' ').trim().toLowerCase()
}

/**
 * Invisible characters: format characters, variation selectors, and fillers that count as letters.
 */
const FORMAT_CHARACTERS = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu

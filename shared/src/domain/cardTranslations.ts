/**
 * Translations of a card's text that people wrote (READ5), one for each language. They are values
 * of the record beside the text, under `tr.<locale>`:
 *
 *     {text, of, by?}   `of` is the hash of the original, `by` a participant's id or `facilitator`
 *
 * A translation whose hash is not that of the present text is stale.
 */
import { hasInvalidXmlChars, stripInvalidXmlChars } from './characters.ts'
import { LIMITS } from './limits.ts'
import { pickLanguageOf } from './locales.ts'

/** A translation as it is stored; in the content of a board, `by` is the name of its author. */
export interface CardTranslation {
	text: string
	of: string
	by?: string
}

/** The translations of a card by language, a BCP 47 tag. */
export type CardTranslations = Readonly<Record<string, CardTranslation>>

const KEY_PATTERN = /^tr\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2})$/
const HASH_PATTERN = /^[0-9a-z]{1,16}$/

/** Returns the key of a translation in a record, and in the `meta` of a shape. */
export const translationKey = (locale: string) => `tr.${locale}`

/** Returns the language of the key of a translation; null for any other key. */
export function localeOfKey(key: string): string | null {
	return KEY_PATTERN.exec(key)?.[1] ?? null
}

/** Whether a value is a translation, which board and gate require. */
export function isCardTranslation(value: unknown): value is CardTranslation {
	if (typeof value !== 'object' || value === null) return false
	const { text, of, by, ...more } = value as Record<string, unknown>
	if (typeof text !== 'string' || text.trim() === '' || text.length > LIMITS.maxTranslationLength) return false
	if (typeof of !== 'string' || !HASH_PATTERN.test(of) || Object.keys(more).length > 0) return false
	const isAuthor = by === undefined || (typeof by === 'string' && by.length <= LIMITS.maxNameLength)
	return isAuthor && !hasInvalidXmlChars(text)
}

/** Returns a translation of a card's present text. */
export function translationFor(original: string, text: string, by: string | null): CardTranslation {
	const cut = stripInvalidXmlChars(text).trim().slice(0, LIMITS.maxTranslationLength)
	return { text: cut, of: textHash(original), ...(by !== null && { by }) }
}

/** Returns the translations in the `meta` of a card. */
export function readTranslations(meta: Readonly<Record<string, unknown>>): Record<string, CardTranslation> {
	return Object.fromEntries(
		Object.entries(meta).flatMap(([key, value]): [string, CardTranslation][] => {
			const locale = localeOfKey(key)
			return locale !== null && isCardTranslation(value) ? [[locale, value]] : []
		}),
	)
}

/** A translation that a person wrote, as a reader gets it. */
export interface PeoplesTranslation {
	/** The language, as stored. */
	locale: string
	text: string
	/** Whether the original has changed since. */
	isStale: boolean
	/** Its author as `CardTranslation` has it; undefined if unknown. */
	by: string | undefined
}

/**
 * Returns the translation of a card that people wrote into a language: the same tag, else the same
 * language. Null if there is none.
 */
export function translationOf(
	{ text, translations = {} }: { text: string; translations?: CardTranslations },
	locale: string,
): PeoplesTranslation | null {
	const found = pickLanguageOf(locale, Object.keys(translations).sort())
	const translation = found === undefined ? undefined : translations[found]
	if (!translation || found === undefined) return null
	return { locale: found, text: translation.text, isStale: translation.of !== textHash(text), by: translation.by }
}

/**
 * Returns a hash of a text, which spaces at its ends and their number do not change: two hashes of
 * 32 bits with different multipliers, as letters and digits.
 */
export function textHash(text: string): string {
	let [one, other] = [0x811c9dc5, 0x9e3779b9]
	for (const char of text.trim().replace(/\s+/g, ' ')) {
		const code = char.codePointAt(0) ?? 0
		one = Math.imul(one ^ code, 0x01000193)
		other = Math.imul(other ^ code, 0x85ebca6b)
		other ^= other >>> 13
	}
	return (one >>> 0).toString(36) + (other >>> 0).toString(36).padStart(7, '0')
}

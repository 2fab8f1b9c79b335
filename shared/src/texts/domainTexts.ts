import { CARD_FIELDS, type CardChoice, type NameOf } from '../domain/cardFields.ts'
import type { Locale } from '../domain/locales.ts'
import { type DomainTexts, domainTextsEn } from './en.ts'
import { domainTextsEs } from './es.ts'
import { domainTextsFr } from './fr.ts'
import { domainTextsZhCN } from './zh-CN.ts'

const TEXTS: Record<Locale, DomainTexts> = {
	en: domainTextsEn,
	'zh-CN': domainTextsZhCN,
	es: domainTextsEs,
	fr: domainTextsFr,
}

/**
 * Returns the names of kinds, categories and meanings in a language. Code for a single language
 * imports only the file of that language.
 */
export function domainTextsIn(locale: Locale): DomainTexts {
	return TEXTS[locale]
}

/** Returns the names of the values of a card's choices in these texts. */
export function namesIn(texts: Pick<DomainTexts, (typeof CARD_FIELDS)[CardChoice]['plural']>): NameOf {
	return (choice, value) => {
		const names: Readonly<Record<string, string>> = texts[CARD_FIELDS[choice].plural]
		return names[value] ?? value
	}
}

/** Returns a text with an initial capital, in scripts that have capitals. */
export function capitalize(text: string): string {
	return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

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

/** Returns a text with an initial capital, in scripts that have capitals. */
export function capitalize(text: string): string {
	return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

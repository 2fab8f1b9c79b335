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

/** The names of kinds, categories and meanings in a language. Code for one language imports its file only. */
export function domainTextsIn(locale: Locale): DomainTexts {
	return TEXTS[locale]
}

/** A text with an initial capital, in scripts that have capitals. */
export function capitalize(text: string): string {
	return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

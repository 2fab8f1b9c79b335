import type { CardKind, LinkMeaning, ObstacleCategory } from '../domain/BoardContent.ts'
import type { Locale } from '../domain/locales.ts'
import { domainTextsEn } from './en.ts'
import { domainTextsEs } from './es.ts'
import { domainTextsFr } from './fr.ts'
import { domainTextsZhCN } from './zh-CN.ts'

/** What a board's own things are called in one language: said alike on the screen, in the exports and in the sample. */
export interface DomainTexts {
	kinds: Record<CardKind, string>
	categories: Record<ObstacleCategory, string>
	meanings: Record<LinkMeaning, string>
	/** Stands where a cluster's title would. */
	untitledCluster: string
}

const TEXTS: Record<Locale, DomainTexts> = {
	en: domainTextsEn,
	'zh-CN': domainTextsZhCN,
	es: domainTextsEs,
	fr: domainTextsFr,
}

/** The words of this language. A page that speaks one language imports that one alone. */
export function domainTextsIn(locale: Locale): DomainTexts {
	return TEXTS[locale]
}

/** A word as a title begins: with a capital, where the script has them. */
export function capitalize(word: string): string {
	return word.charAt(0).toLocaleUpperCase() + word.slice(1)
}

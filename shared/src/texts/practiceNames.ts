import type { Locale } from '../domain/locales.ts'
import { type PracticeNames, practiceNamesEn } from './practice/en.ts'
import { practiceNamesEs } from './practice/es.ts'
import { practiceNamesFr } from './practice/fr.ts'
import { practiceNamesZhCN } from './practice/zh-CN.ts'

const NAMES: Record<Locale, PracticeNames> = {
	en: practiceNamesEn,
	'zh-CN': practiceNamesZhCN,
	es: practiceNamesEs,
	fr: practiceNamesFr,
}

/**
 * Returns the names of practices in a language. Code for a single language imports only the file of
 * that language.
 */
export function practiceNamesIn(locale: Locale): PracticeNames {
	return NAMES[locale]
}

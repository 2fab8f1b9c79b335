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

/** The names of practices in a language. Code for one language imports its file only. */
export function practiceNamesIn(locale: Locale): PracticeNames {
	return NAMES[locale]
}

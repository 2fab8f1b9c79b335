import type { Locale } from '../domain/locales.ts'
import { wordsEn } from './en.ts'
import { wordsEs } from './es.ts'
import { wordsFr } from './fr.ts'
import type { Words } from './Words.ts'
import { wordsZhCN } from './zh-CN.ts'

const WORDS: Record<Locale, Words> = { en: wordsEn, 'zh-CN': wordsZhCN, es: wordsEs, fr: wordsFr }

/** The words of this language. A page that speaks one language imports that one alone. */
export function wordsIn(locale: Locale): Words {
	return WORDS[locale]
}

/** A word as a title begins: with a capital, where the script has them. */
export function asTitle(word: string): string {
	return word.charAt(0).toLocaleUpperCase() + word.slice(1)
}

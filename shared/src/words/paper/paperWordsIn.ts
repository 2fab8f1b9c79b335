import type { Locale } from '../../domain/locales.ts'
import { paperEn } from './en.ts'
import { paperEs } from './es.ts'
import { paperFr } from './fr.ts'
import type { PaperWords } from './PaperWords.ts'
import { paperZhCN } from './zh-CN.ts'

const WORDS: Record<Locale, PaperWords> = { en: paperEn, 'zh-CN': paperZhCN, es: paperEs, fr: paperFr }

/** What documents say of their own in this language. */
export function paperWordsIn(locale: Locale): PaperWords {
	return WORDS[locale]
}

import { type Words as BoardWords, type Locale, wordsIn } from '@charrette/shared'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import type { Words } from './Words.ts'
import { zhCN } from './zh-CN.ts'

const WORDS: Record<Locale, Words> = { en, 'zh-CN': zhCN, es, fr }

/** One language: the viewer's words, with their blanks filled in, and the board's. */
export interface Speech extends BoardWords {
	locale: Locale
	t(word: keyof Words, blanks?: Record<string, string | number>): string
	date(at: number): string
}

/** What the viewer says in a language. */
export function speak(locale: Locale): Speech {
	return {
		...wordsIn(locale),
		locale,
		t: (word, blanks = {}) => WORDS[locale][word].replace(/\{(\w+)\}/g, (_, name: string) => String(blanks[name])),
		date: (at) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(at),
	}
}

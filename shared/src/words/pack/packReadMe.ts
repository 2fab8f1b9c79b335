import type { Locale } from '../../domain/locales.ts'
import { packWordsEn } from './en.ts'
import { packWordsEs } from './es.ts'
import { packWordsFr } from './fr.ts'
import type { PackWords } from './PackWords.ts'
import { packWordsZhCN } from './zh-CN.ts'

const WORDS: Record<Locale, PackWords> = {
	en: packWordsEn,
	'zh-CN': packWordsZhCN,
	es: packWordsEs,
	fr: packWordsFr,
}

/** What is said of a pack in it. */
export interface PackAbout {
	workshop: string
	/** The session's title, or the workshop's where it is of all. */
	title: string
	/** ms */
	at: number
	locale: Locale
	/** What it holds of all boards together. */
	wholes: Iterable<keyof PackWords['wholes']>
	/** In which the day is told; this machine's where none is named. */
	zone?: string | undefined
	/** Whether boards are in it as JSON. */
	hasJson: boolean
	/** Titles of the boards with nothing on them. */
	empty: readonly string[]
	/** Names of files that should be in it and are not. */
	missing: readonly string[]
}

/** The page that lies in a pack and says what is what, as plain text that every editor opens. */
export function packReadMe({ workshop, title, at, zone, locale, wholes, hasJson, empty, missing }: PackAbout): string {
	const words = WORDS[locale]
	const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(at)
	const lines = [
		title === workshop ? workshop : `${workshop} · ${title}`,
		words.takenOn(day),
		'',
		words.folders,
		...[...wholes].map((whole) => `- ${whole}: ${words.wholes[whole]}`),
		...(hasJson ? ['', words.json] : []),
		...(empty.length > 0 ? ['', words.empty(empty.join(words.comma))] : []),
		...(missing.length > 0 ? ['', words.missing, ...missing.map((name) => `- ${name}`)] : []),
	]
	return `\uFEFF${lines.join('\r\n')}\r\n`
}

import type { Locale } from '@charrette/shared'
import { textsIn } from '../../i18n/texts.ts'

const KEYS = ['city', 'cut', 'join', 'name', 'plan', 'scale', 'tile'] as const

/** All characters that may be written on sheets of a poster and of cards, beside those of the board and of titles. */
export function printTextOf(locale: Locale): string {
	const t = textsIn(locale, 'board')
	return `ABCDEFGHIJKLMNOPQRSTUVWXYZ${KEYS.map((key) => t(`export.print.${key}`)).join('')}`
}

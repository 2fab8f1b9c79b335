import type { Locale, LocalText, Workshop } from '@charrette/shared'
import { currentPhase, LOCALES } from '@charrette/shared'
import { wallLocales } from './useWallTexts.ts'

export interface WallLine {
	locale: Locale
	text: string
}

/** A text on the wall, in two languages at most: the workshop's own come first, then whatever others it was written in. */
export function wallLines(text: LocalText, workshop: Pick<Workshop, 'locale' | 'locales'>): WallLine[] {
	const inOrder = [...new Set([...wallLocales(workshop), ...workshop.locales, ...LOCALES])]
	return inOrder.flatMap((locale) => (text[locale] ? [{ locale, text: text[locale] }] : [])).slice(0, 2)
}

/** What is going on: the phase by its title; before the first one, the workshop. */
export function titleLines(workshop: Workshop): WallLine[] {
	const phase = currentPhase(workshop)
	return phase ? wallLines(phase.title, workshop) : [{ locale: workshop.locale, text: workshop.title }]
}

/** How much room a text takes, in letters: a Chinese character takes that of two. */
export function roomOf(text: string): number {
	return [...text].reduce((sum, letter) => sum + (letter >= '\u2e80' ? 2 : 1), 0)
}

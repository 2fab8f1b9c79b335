import { currentPhase, LOCALES, type Locale, type LocalText, type VoteRound, type Workshop } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { hasTexts, textsIn } from '../i18n/texts.ts'
import { loadTexts } from '../i18n/useTranslation.ts'

/** The languages of the wall: the workshop's own, then its next one, if it has one. */
export function projectorLocales(workshop: Pick<Workshop, 'locale' | 'locales'>): Locale[] {
	return [workshop.locale, ...workshop.locales.filter((locale) => locale !== workshop.locale)].slice(0, 2)
}

/** The desk's texts in each of the wall's languages: nobody at a wall chooses one. Empty until they are fetched. */
export function useProjectorTexts(workshop: Workshop) {
	const locales = projectorLocales(workshop)
	const key = locales.join(' ')
	const [ready, setReady] = useState('')
	useEffect(() => {
		let isWanted = true
		const wanted = key.split(' ') as Locale[]
		Promise.all(wanted.map((locale) => loadTexts(locale, 'dashboard'))).then(
			() => isWanted && setReady(key),
			// Without its second language the wall still says everything once.
			() => isWanted && setReady(wanted[0] ?? ''),
		)
		return () => {
			isWanted = false
		}
	}, [key])
	return locales
		.filter((locale) => ready.split(' ').includes(locale) && hasTexts(locale, 'dashboard'))
		.map((locale) => ({ locale, t: textsIn(locale, 'dashboard') }))
}

export interface TextLine {
	locale: Locale
	text: string
}

/** A text on the wall, in two languages at most: the workshop's own come first, then whatever others it was written in. */
export function projectorLines(text: LocalText, workshop: Pick<Workshop, 'locale' | 'locales'>): TextLine[] {
	const inOrder = [...new Set([...projectorLocales(workshop), ...workshop.locales, ...LOCALES])]
	return inOrder.flatMap((locale) => (text[locale] ? [{ locale, text: text[locale] }] : [])).slice(0, 2)
}

/** What is going on: the phase by its title; before the first one, the workshop. */
export function titleLines(workshop: Workshop): TextLine[] {
	const phase = currentPhase(workshop)
	return phase ? projectorLines(phase.title, workshop) : [{ locale: workshop.locale, text: workshop.title }]
}

/** How much room a text takes, in letters: a Chinese character takes that of two. */
export function textWidth(text: string): number {
	return [...text].reduce((sum, letter) => sum + (letter >= '\u2e80' ? 2 : 1), 0)
}

/** What the wall says while a vote is open: what is voted on, and with how many dots. Null while there is none. */
export function useVoteLines(workshop: Workshop, round: VoteRound | null): TextLine[] | null {
	const texts = useProjectorTexts(workshop)
	if (!round) return null
	return [
		{ locale: workshop.locale, text: round.title },
		...texts.map(({ locale, t }) => ({
			locale,
			text: `${t('scenes.voting')} · ${t('scenes.dots', { count: round.budget })}`,
		})),
	]
}

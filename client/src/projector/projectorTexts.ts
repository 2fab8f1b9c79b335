import {
	currentPhase,
	LOCALES,
	type Locale,
	type LocalText,
	projectorLocales,
	type Session,
	translateTitle,
	type VoteRound,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useState } from 'react'
import { hasTexts, textsIn } from '../i18n/texts.ts'
import { loadTexts } from '../i18n/useTranslation.ts'

/** The languages of a workshop, and its main one. */
interface Languages {
	locale: Locale
	locales: readonly Locale[]
}

/**
 * Returns the dashboard's texts in each of the projector's languages. Empty until they are fetched.
 */
export function useProjectorTexts(workshop: Workshop) {
	const locales = projectorLocales(workshop)
	const key = locales.join(' ')
	const [ready, setReady] = useState('')
	useEffect(() => {
		let isWanted = true
		const wanted = key.split(' ') as Locale[]
		Promise.all(wanted.map((locale) => loadTexts(locale, 'dashboard'))).then(
			() => isWanted && setReady(key),
			// If a language cannot be fetched, the first one is shown alone.
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

/**
 * Returns a text in at most two of the workshop's languages; if it has none of them, in another one
 * in which it was written.
 */
export function projectorLines(text: LocalText, workshop: Languages): TextLine[] {
	const linesIn = (locales: Iterable<Locale>) =>
		[...locales].flatMap((locale) => (text[locale] ? [{ locale, text: text[locale] }] : []))
	const lines = linesIn(new Set([...projectorLocales(workshop), ...workshop.locales])).slice(0, 2)
	return lines.length > 0 ? lines : linesIn(LOCALES).slice(0, 1)
}

/** Returns a title that Charrette gave, in the projector's languages; any other title as it is. */
export function boardTitle(title: string, workshop: Languages): string {
	return [...new Set(projectorLocales(workshop).map((locale) => translateTitle(title, locale)))].join(' · ')
}

/** Returns the title of a session, in the projector's languages if Charrette gave it. */
export function sessionLines({ title }: Pick<Session, 'title'>, workshop: Languages): TextLine[] {
	const lines = projectorLocales(workshop).map((locale) => ({ locale, text: translateTitle(title, locale) }))
	return lines.filter(({ text }, at) => at === 0 || text !== lines[0]?.text)
}

/** Returns the title of the current phase, or of the workshop before the first phase. */
export function titleLines(workshop: Workshop): TextLine[] {
	const phase = currentPhase(workshop)
	return phase ? projectorLines(phase.title, workshop) : [{ locale: workshop.locale, text: workshop.title }]
}

/** Returns the width of a text in letters; a Chinese character is as wide as two. */
export function textWidth(text: string): number {
	return [...text].reduce((sum, letter) => sum + (letter >= '\u2e80' ? 2 : 1), 0)
}

/**
 * Returns the title of a vote: in the projector's languages if a phase opened it, else as it was
 * written.
 */
export function roundLines(
	{ title, titles = {} }: Pick<VoteRound, 'title' | 'titles'>,
	workshop: Workshop,
): TextLine[] {
	const lines = projectorLines(titles, workshop)
	return lines.length > 0 ? lines : [{ locale: workshop.locale, text: title }]
}

/**
 * Returns the prompt of an open vote: its title and the number of dots. Null without an open vote.
 */
export function useVoteLines(workshop: Workshop, round: VoteRound | null): TextLine[] | null {
	const texts = useProjectorTexts(workshop)
	if (!round) return null
	return [
		...roundLines(round, workshop),
		...texts.map(({ locale, t }) => ({
			locale,
			text: `${t('scenes.voting')} · ${t('scenes.dots', { count: round.budget })}`,
		})),
	]
}

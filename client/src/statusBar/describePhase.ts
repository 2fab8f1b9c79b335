import {
	type Activity,
	currentPhase,
	currentSession,
	findOpenRound,
	type Locale,
	type LocalText,
	localize,
	type PhaseDestination,
	type Role,
	type Workshop,
} from '@charrette/shared'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'

/**
 * The texts of the current phase, in the reader's language, and the prompt in a second language if
 * it has one.
 */
export interface PhaseDescription {
	/** The number of the phase, counted from 1. */
	number: number
	title: string
	prompt: string
	/** The prompt in a second language; null if it has none. */
	second: { text: string; locale: Locale } | null
	activities: readonly Activity[]
	leadsTo: PhaseDestination
}

/** Describes the current phase of the workshop; null before the first phase. */
export function describePhase(workshop: Workshop, locale: Locale): PhaseDescription | null {
	const phase = currentPhase(workshop)
	const session = currentSession(workshop)
	if (!phase || !session) return null
	return {
		number: session.phases.indexOf(phase) + 1,
		title: localize(phase.title, locale),
		prompt: localize(phase.prompt, locale),
		second: secondLanguageOf(phase.prompt, { first: locale, locales: workshop.locales }),
		// Voting is possible while a vote is open.
		activities: phase.may.filter((activity) => activity !== 'vote' || findOpenRound(workshop, session.id) !== null),
		leadsTo: phase.leadsTo ?? 'board',
	}
}

/**
 * Returns a text in a language of the workshop other than `first`; null if it has only one of
 * them.
 */
function secondLanguageOf(
	text: LocalText,
	{ first, locales }: { first: Locale; locales: readonly Locale[] },
): PhaseDescription['second'] {
	const shown = localize(text, first)
	for (const locale of locales) {
		const other = text[locale]
		if (other !== undefined && other !== shown) return { text: other, locale }
	}
	return null
}

/** Returns the activities that a phase allows participants, as a sentence for this role. */
export function useActivitiesText(activities: readonly Activity[], role: Role): string {
	const { t } = useTranslation('board')
	const list = new Intl.ListFormat(useLanguage(), { type: 'conjunction' })
	const isFacilitator = role === 'facilitator'
	if (activities.length === 0) return t(isFacilitator ? 'statusBar.theyViewOnly' : 'statusBar.viewOnly')
	const what = list.format(activities.map((activity) => t(`statusBar.activity.${activity}`)))
	return t(isFacilitator ? 'statusBar.theyCan' : 'statusBar.can', { what })
}

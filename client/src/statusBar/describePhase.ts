import {
	type Activity,
	currentPhase,
	currentSession,
	LOCALES,
	type Locale,
	type LocalText,
	textIn,
	type Workshop,
} from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'

/** The phase that runs, in the reader's language and in one more of the workshop's, if it is written in that too. */
export interface PhaseDescription {
	/** Counts from 1. */
	number: number
	title: string
	prompt: string
	/** The same prompt for who reads another language. */
	second: { text: string; locale: Locale } | null
	activities: readonly Activity[]
}

/** What everybody is to do now; null before the first phase. */
export function describePhase(workshop: Workshop, locale: Locale): PhaseDescription | null {
	const phase = currentPhase(workshop)
	const session = currentSession(workshop)
	if (!phase || !session) return null
	return {
		number: session.phases.indexOf(phase) + 1,
		title: textIn(phase.title, locale),
		prompt: textIn(phase.prompt, locale),
		second: secondLanguageOf(phase.prompt, { first: locale, locales: workshop.locales }),
		activities: phase.may,
	}
}

/** The text in another language than the one that is shown first: the workshop's languages go before others. */
function secondLanguageOf(
	text: LocalText,
	{ first, locales }: { first: Locale; locales: readonly Locale[] },
): PhaseDescription['second'] {
	const shown = textIn(text, first)
	for (const locale of [...locales, ...LOCALES]) {
		const other = text[locale]
		if (other !== undefined && other !== shown) return { text: other, locale }
	}
	return null
}

/** What one may do now, as a sentence. */
export function useActivitiesText(may: readonly Activity[]): string {
	const { t } = useTranslation('board')
	const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
	if (may.length === 0) return t('statusBar.viewOnly')
	return t('statusBar.can', { what: list.format(may.map((activity) => t(`statusBar.activity.${activity}`))) })
}

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

/** The phase that runs, in the reader's language and in one more of the workshop's, if it is written in that too. */
export interface PhaseNow {
	/** Counts from 1. */
	number: number
	title: string
	prompt: string
	/** The same prompt for who reads another language. */
	second: { text: string; locale: Locale } | null
	may: readonly Activity[]
}

/** What everybody is to do now; null before the first phase. */
export function phaseNow(workshop: Workshop, locale: Locale): PhaseNow | null {
	const phase = currentPhase(workshop)
	const session = currentSession(workshop)
	if (!phase || !session) return null
	return {
		number: session.phases.indexOf(phase) + 1,
		title: textIn(phase.title, locale),
		prompt: textIn(phase.prompt, locale),
		second: secondOf(phase.prompt, { first: locale, locales: workshop.locales }),
		may: phase.may,
	}
}

/** The text in another language than the one that is shown first: the workshop's languages go before others. */
function secondOf(
	text: LocalText,
	{ first, locales }: { first: Locale; locales: readonly Locale[] },
): PhaseNow['second'] {
	const shown = textIn(text, first)
	for (const locale of [...locales, ...LOCALES]) {
		const other = text[locale]
		if (other !== undefined && other !== shown) return { text: other, locale }
	}
	return null
}

import { BEFORE_RESTORING, type Locale, type Snapshot, textIn } from '@charrette/shared'
import type { Translate } from '../i18n/Translate.ts'

/** What a moment is called: by who kept it, else by why it was kept. */
export function titleOfMoment({ cause, name, phase }: Snapshot, t: Translate<['history']>, locale: Locale): string {
	if (cause === 'named') return name
	if (cause === 'phase') return phase ? t('cause.phase', { phase: textIn(phase, locale) }) : t('cause.firstPhase')
	return cause === 'restore' && name && name !== BEFORE_RESTORING ? name : t(`cause.${cause}`)
}

/** As many characters as the contract takes; its own number would bring its schemas, and zod with them. */
const MAX_TITLE = 120

/** What a moment is called in the middle of a sentence: a name that somebody gave it or its phase, else its time. */
export function shortTitleOf(moment: Snapshot, t: Translate<['history']>, locale: Locale): string {
	const isNamed = moment.cause === 'named' || moment.cause === 'phase'
	return isNamed ? titleOfMoment(moment, t, locale) : wordWhen(moment.at, locale)
}

/** A title of no more characters than may be, whose end stays. */
export function fitTitle(begin: string, end = ''): string {
	return `${[...begin].slice(0, MAX_TITLE - [...end].length).join('')}${end}`
}

/** The time of day, by this device's clock and zone. */
export function wordTime(at: number, locale: Locale): string {
	return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at)
}

/** Day and time. */
export function wordWhen(at: number, locale: Locale): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** The day in words. */
export function wordDay(at: number, locale: Locale): string {
	return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
}

/** The moments of one day of this device's zone, newest first. */
export interface DayOfMoments {
	/** When the newest of them was. */
	at: number
	moments: Snapshot[]
}

/** The moments by day; both newest first. */
export function groupByDay(newestFirst: readonly Snapshot[]): DayOfMoments[] {
	const days = new Map<string, Snapshot[]>()
	for (const moment of newestFirst) {
		const day = new Date(moment.at).toDateString()
		days.set(day, [...(days.get(day) ?? []), moment])
	}
	return [...days.values()].map((moments) => ({ at: moments[0]?.at ?? 0, moments }))
}

import {
	type Attribution,
	BEFORE_RESTORING,
	type Locale,
	type Participant,
	type Snapshot,
	textIn,
} from '@charrette/shared'
import type { Translate } from '../i18n/texts.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'

/** What a moment is called: by who kept it, else by why it was kept. */
export function snapshotTitle({ cause, name, phase }: Snapshot, t: Translate<['history']>, locale: Locale): string {
	if (cause === 'named') return name
	if (cause === 'phase') return phase ? t('cause.phase', { phase: textIn(phase, locale) }) : t('cause.firstPhase')
	return cause === 'restore' && name && name !== BEFORE_RESTORING ? name : t(`cause.${cause}`)
}

/** As many characters as the contract takes; its own number would bring its schemas, and zod with them. */
const MAX_TITLE_LENGTH = 120

/** What a moment is called in the middle of a sentence: a name that somebody gave it or its phase, else its time. */
export function shortSnapshotTitle(moment: Snapshot, t: Translate<['history']>, locale: Locale): string {
	const isNamed = moment.cause === 'named' || moment.cause === 'phase'
	return isNamed ? snapshotTitle(moment, t, locale) : formatDateTime(moment.at, locale)
}

/** A title of no more characters than may be, whose end stays. */
export function fitTitle(begin: string, end = ''): string {
	return `${[...begin].slice(0, MAX_TITLE_LENGTH - [...end].length).join('')}${end}`
}

/** The time of day, by this device's clock and zone. */
export function formatTime(at: number, locale: Locale): string {
	return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at)
}

/** Day and time. */
export function formatDateTime(at: number, locale: Locale): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** The day in words. */
export function formatDay(at: number, locale: Locale): string {
	return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
}

/** The moments of one day of this device's zone, newest first. */
export interface SnapshotDay {
	/** When the newest of them was. */
	at: number
	moments: Snapshot[]
}

/** The moments by day; both newest first. */
export function groupByDay(newestFirst: readonly Snapshot[]): SnapshotDay[] {
	const days = new Map<string, Snapshot[]>()
	for (const moment of newestFirst) {
		const day = new Date(moment.at).toDateString()
		days.set(day, [...(days.get(day) ?? []), moment])
	}
	return [...days.values()].map((moments) => ({ at: moments[0]?.at ?? 0, moments }))
}

/** More names say less. */
const MAX_NAMES = 3

/** What a list of hands is part of. */
export type AttributionText = (
	what: 'changed' | 'moved' | 'cardGone' | 'otherGone' | 'imagesGone' | 'renamed',
	by: readonly Attribution[] | undefined,
) => string | undefined

/** Says whose hands made a change, whoever was at it last first; undefined where nobody can be named. */
export function useAttributionText(people: readonly Participant[]): AttributionText {
	const { t } = useTranslation('history')
	const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
	const nameOf = (hand: Attribution) =>
		hand === 'facilitator' ? t('facilitator') : people.find(({ id }) => id === hand)?.name
	return (what, by = []) => {
		const names = by
			.map(nameOf)
			.filter((name) => name !== undefined)
			.reverse()
		if (names.length === 0) return undefined
		const isLong = names.length > MAX_NAMES + 1
		const shown = isLong ? [...names.slice(0, MAX_NAMES), t('others', { count: names.length - MAX_NAMES })] : names
		return t(`hands.${what}`, { names: list.format(shown) })
	}
}

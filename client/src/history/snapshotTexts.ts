import { type Attribution, BEFORE_RESTORING, localize, type Participant, type Snapshot } from '@charrette/shared'
import { baseOf, type Translate } from '../i18n/texts.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'

/**
 * Returns a snapshot's title: its name if a person gave it one, else the reason why it was saved.
 */
export function snapshotTitle({ cause, name, phase }: Snapshot, t: Translate<['history']>, language: string): string {
	if (cause === 'named') return name
	if (cause === 'phase')
		return phase ? t('cause.phase', { phase: localize(phase, baseOf(language)) }) : t('cause.firstPhase')
	return cause === 'restore' && name && name !== BEFORE_RESTORING ? name : t(`cause.${cause}`)
}

/**
 * The longest title in characters, as in the HTTP contract. Importing the contract's constant would
 * add the schemas, and zod, to this chunk.
 */
export const MAX_TITLE_LENGTH = 120

/** Returns a snapshot's title for use within a sentence: its name or phase, else its time. */
export function shortSnapshotTitle(snapshot: Snapshot, t: Translate<['history']>, language: string): string {
	const isNamed = snapshot.cause === 'named' || snapshot.cause === 'phase'
	return isNamed ? snapshotTitle(snapshot, t, language) : formatDateTime(snapshot.at, language)
}

/** Cuts `begin` so that it fits before `end` in a title of the maximum length. */
export function fitTitle(begin: string, end = ''): string {
	return `${[...begin].slice(0, MAX_TITLE_LENGTH - [...end].length).join('')}${end}`
}

/** Formats the time of day, in the time zone of this device. */
export function formatTime(at: number, language: string): string {
	return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at)
}

/** Formats the date and the time of day. */
export function formatDateTime(at: number, language: string): string {
	return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** Formats weekday, day and month. */
export function formatDay(at: number, language: string): string {
	return new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
}

/** The snapshots of one day in the time zone of this device, newest first. */
interface SnapshotDay {
	/** The time when the newest of them was saved. */
	at: number
	snapshots: Snapshot[]
}

/** Groups snapshots by day, in the given order. */
export function groupByDay(newestFirst: readonly Snapshot[]): SnapshotDay[] {
	const days = new Map<string, Snapshot[]>()
	for (const snapshot of newestFirst) {
		const day = new Date(snapshot.at).toDateString()
		days.set(day, [...(days.get(day) ?? []), snapshot])
	}
	return [...days.values()].map((snapshots) => ({ at: snapshots[0]?.at ?? 0, snapshots }))
}

/** The largest number of authors that are named; further authors are only counted. */
const MAX_NAMES = 3

/**
 * Names the authors of a change in a sentence, the last author first. Undefined if none of them can
 * be named.
 */
export type AttributionText = (
	what: 'changed' | 'moved' | 'cardGone' | 'otherGone' | 'imagesGone' | 'renamed',
	by: readonly Attribution[] | undefined,
) => string | undefined

export function useAttributionText(people: readonly Participant[]): AttributionText {
	const { t } = useTranslation('history')
	const list = new Intl.ListFormat(useLanguage(), { type: 'conjunction' })
	const nameOf = (author: Attribution) =>
		author === 'facilitator' ? t('facilitator') : people.find(({ id }) => id === author)?.name
	return (what, by = []) => {
		const names = by
			.map(nameOf)
			.filter((name) => name !== undefined)
			.reverse()
		if (names.length === 0) return undefined
		const isLong = names.length > MAX_NAMES + 1
		const shown = isLong ? [...names.slice(0, MAX_NAMES), t('others', { count: names.length - MAX_NAMES })] : names
		return t(`attribution.${what}`, { names: list.format(shown) })
	}
}

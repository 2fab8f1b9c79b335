import {
	chooseGroup,
	currentSession,
	foldText,
	type Group,
	type GroupId,
	groupBy,
	languagesOf,
	nameKey,
	openGroups,
	type Participant,
	type ParticipantId,
	type Workshop,
} from '@charrette/shared'
import { compareNames } from '../../i18n/compareNames.ts'

/** A suggestion for the seating (SEAT4); `key` distinguishes it from all others. */
export type Suggestion = { key: string } & (
	| { kind: 'unseated'; people: Participant[]; seats: Map<ParticipantId, GroupId> }
	| { kind: 'late'; people: Participant[] }
	| { kind: 'alone'; person: Participant; group: Group; to: Group }
	| { kind: 'same'; person: Participant; other: Participant }
	| { kind: 'spelling'; from: string; to: string; people: Participant[] }
)

/** Returns the suggestions, the most urgent ones first. */
export function suggestSeats(workshop: Workshop): Suggestion[] {
	return [
		...suggestForUnseated(workshop),
		...suggestForLatecomers(workshop),
		...suggestSharedLanguage(workshop),
		...suggestSpellings(workshop),
		...suggestMerges(workshop),
	]
}

function suggestForUnseated(workshop: Workshop): Suggestion[] {
	const groups = new Set(currentSession(workshop)?.groups.map(({ id }) => id))
	const people = workshop.participants.filter(({ group }) => !groups.has(group))
	if (people.length === 0 || groups.size === 0) return []
	const seats = new Map<ParticipantId, GroupId>()
	let seated = workshop.participants.filter(({ group }) => groups.has(group))
	for (const person of people) {
		const group = chooseGroup({ ...workshop, participants: seated }, person.city).id
		seated = [...seated, { ...person, group }]
		seats.set(person.id, group)
	}
	return [{ key: `unseated ${people.map(({ id }) => id).join(' ')}`, kind: 'unseated', people, seats }]
}

function suggestForLatecomers(workshop: Workshop): Suggestion[] {
	const late = new Set(currentSession(workshop)?.latecomers)
	const people = workshop.participants.filter(({ id }) => late.has(id))
	return people.length > 0 ? [{ key: `late ${people.map(({ id }) => id).join(' ')}`, kind: 'late', people }] : []
}

/** Another table for each person who shares no language with anyone at theirs. */
function suggestSharedLanguage(workshop: Workshop): Suggestion[] {
	const members = groupBy(workshop.participants, ({ group }) => group)
	const open = openGroups(workshop)
	return open.flatMap((group) => {
		const people = members.get(group.id) ?? []
		return people.flatMap((person): Suggestion[] => {
			const shares = (other: Participant) =>
				languagesOf(other).some((language) => languagesOf(person).includes(language))
			if (people.length < 2 || people.some((other) => other !== person && shares(other))) return []
			const better = open.filter(({ id }) => id !== group.id && members.get(id)?.some(shares))
			const sizeOf = ({ id }: Group) => members.get(id)?.length ?? 0
			const [to] = better.sort((a, b) => sizeOf(a) - sizeOf(b))
			return to ? [{ key: `alone ${person.id} ${group.id}`, kind: 'alone', person, group, to }] : []
		})
	})
}

/**
 * Pairs of people who may be one person: of the same name and city. Two people of different cities
 * often share a name.
 */
function suggestMerges({ participants }: Workshop): Suggestion[] {
	const same = groupBy(participants, ({ name, city }) => `${spellingKey(name)}\n${spellingKey(city)}`)
	return [...same.values()].flatMap(([other, ...others]) =>
		others.flatMap((person): Suggestion[] =>
			other ? [{ key: `same ${person.id} ${other.id}`, kind: 'same', person, other }] : [],
		),
	)
}

/**
 * One spelling for each city that people spell in several ways: the suggested or most frequent one.
 */
function suggestSpellings({ participants, cities }: Workshop): Suggestion[] {
	const known = new Set(cities.map(({ name }) => nameKey(name)))
	const rank = ([key, people]: [string, Participant[]]) => people.length + (known.has(key) ? participants.length : 0)
	return [...groupBy(participants, ({ city }) => spellingKey(city)).values()].flatMap((people) => {
		const spellings = [...groupBy(people, ({ city }) => nameKey(city))].sort(
			(a, b) => rank(b) - rank(a) || compareNames(b[0], a[0]),
		)
		const [best, ...others] = spellings
		const to = best?.[1][0]?.city
		if (!to) return []
		return others.map(([key, written]): Suggestion => {
			const from = written[0]?.city ?? key
			return { key: `spelling ${from} ${to}`, kind: 'spelling', from, to, people: written }
		})
	})
}

/** A name without case, accents and invisible characters. */
const spellingKey = (name: string) => foldText(nameKey(name))

import { foldText, groupBy, LOCALES, type Locale, languagesOf, type Participant } from '@charrette/shared'
import { textsIn } from '../../i18n/texts.ts'
import { LOCALE_NAMES } from '../../i18n/useTranslation.ts'
import type { SeatedPerson } from './seatedPeople.ts'

/** The states by which people are found. */
export const SEAT_STATES = ['help', 'here', 'away', 'noCard', 'written', 'done', 'host', 'interpreter', 'late'] as const
export type SeatState = (typeof SEAT_STATES)[number]

export function statesOf(person: SeatedPerson): SeatState[] {
	const holds: Record<SeatState, boolean> = {
		help: person.help,
		here: person.isOnline,
		away: !person.isOnline,
		noCard: person.hasCard === false,
		written: person.hasCard === true,
		done: person.done,
		host: person.isHost,
		interpreter: person.isInterpreter,
		late: person.isLate,
	}
	return SEAT_STATES.filter((state) => holds[state])
}

/** Returns the name of a language in the reader's language. */
export function languageName(spoken: Locale, language: string): string {
	const names = displayNames.get(language) ?? new Intl.DisplayNames(language, { type: 'language' })
	displayNames.set(language, names)
	return names.of(new Intl.Locale(spoken).language) ?? LOCALE_NAMES[spoken]
}

const displayNames = new Map<string, Intl.DisplayNames>()

/** Returns the own languages of people with their numbers, such as "English 4 · French 2". */
export function countLanguages(people: readonly Participant[], language: string): string {
	const counts = groupBy(people, ({ locale }) => locale)
	const present = LOCALES.filter((locale) => counts.has(locale))
	return present.map((locale) => `${languageName(locale, language)} ${counts.get(locale)?.length}`).join(' · ')
}

/**
 * Returns the people who match all words of a search (SEAT1a): in their name or city, or at the
 * beginning of a word of their group, its facilitator, languages or states, in the reader's
 * language. A number matches a whole number only.
 */
export function searchPeople(
	people: readonly SeatedPerson[],
	typed: string,
	language: string,
): readonly SeatedPerson[] {
	const terms = foldText(typed).split(/\s+/).filter(Boolean)
	if (terms.length === 0) return people
	const matchOf = createMatch(language)
	return people.filter((person) => {
		const named = foldText(`${person.participant.name} ${person.participant.city}`)
		const matches = matchOf(person)
		return terms.every((term) =>
			isNumber(term) ? matches(term) || wordsIn(named).includes(term) : named.includes(term) || matches(term),
		)
	})
}

const isNumber = (term: string) => /^\d+$/.test(term)
const wordsIn = (text: string) => text.split(/[\s()（）]+/)
const HAN = /\p{Script=Han}/u

/**
 * Returns a function that matches terms with the group, languages and states of a person.
 */
function createMatch(language: string): (person: SeatedPerson) => (term: string) => boolean {
	const t = textsIn(language, 'dashboard')
	const names = new Map<Locale, string>()
	const nameOf = (locale: Locale) => {
		const name = names.get(locale) ?? `${languageName(locale, language)} ${LOCALE_NAMES[locale]} ${locale}`
		names.set(locale, name)
		return name
	}
	return (person) => {
		const states = statesOf(person).map((state) => `${t(`seating.states.${state}`)} ${t(`seating.words.${state}`)}`)
		const group = person.group?.name ?? t('seating.unseated')
		const text = foldText(
			[group, person.facilitator, ...languagesOf(person.participant).map(nameOf), ...states].join(' '),
		)
		const words = wordsIn(text)
		// Chinese words are not separated.
		const joined = text.replaceAll(/\s+/g, '')
		return (term) => {
			if (isNumber(term)) return words.includes(term)
			return HAN.test(term) ? joined.includes(term) : words.some((word) => word.startsWith(term))
		}
	}
}

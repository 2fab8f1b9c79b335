import { LOCALES, type Locale } from '../locales.ts'
import type { Participant } from '../Workshop.ts'

/** The languages of a person: the one that they chose, then the others that they speak. */
export function languagesOf({ locale, speaks = [] }: Pick<Participant, 'locale' | 'speaks'>): Locale[] {
	return [...new Set([locale, ...speaks])]
}

/** The languages of a person at a table; the first is their own. */
export type Speaker = readonly Locale[]

/**
 * Whether people at a table need an interpreter and have none (GROUP5): they do not all have the
 * same own language, and nobody speaks two of their own languages.
 */
export function lacksInterpreter(people: readonly Speaker[]): boolean {
	const own = new Set(people.flatMap(([first]) => first ?? []))
	return own.size > 1 && !people.some((languages) => isInterpreter(languages, own))
}

/** Whether a person with these languages speaks two of the languages of a table. */
export function isInterpreter(languages: Speaker, own: ReadonlySet<Locale>): boolean {
	return new Set(languages.filter((language) => own.has(language))).size > 1
}

/** The languages of a person as numbers: their own, and a bit for each one that they speak. */
export interface SpokenLanguages {
	own: number
	bits: number
}

/** Returns the languages of a person as numbers. */
export function spokenLanguages(languages: Speaker): SpokenLanguages {
	const bits = languages.reduce((sum, language) => sum | (1 << LOCALES.indexOf(language)), 0)
	return { own: Math.max(0, LOCALES.indexOf(languages[0] ?? 'en')), bits }
}

/**
 * Counts the languages of the people in each group during the search for a mix: how many groups
 * lack an interpreter, and how uneven the languages are (a sum of squares).
 */
export class LanguageCounts {
	readonly #groups: number
	/** The number of people with an own language in a group, at `language * groups + group`. */
	readonly #own: Int32Array
	/** The number of people who speak exactly these languages, at `bits * groups + group`. */
	readonly #speakers: Int32Array

	constructor(groups: number) {
		this.#groups = groups
		this.#own = new Int32Array(groups * LOCALES.length)
		this.#speakers = new Int32Array(groups << LOCALES.length)
	}

	/** Adds people to a group, or removes them, and returns the increase of the sum of squares. */
	count(people: readonly SpokenLanguages[], group: number, sign: 1 | -1): number {
		let increase = 0
		for (const { own, bits } of people) {
			const before = this.countOwn(own, group)
			increase += 2 * before * sign + 1
			this.#own[own * this.#groups + group] = before + sign
			const speakers = bits * this.#groups + group
			this.#speakers[speakers] = (this.#speakers[speakers] ?? 0) + sign
		}
		return increase
	}

	/** Returns the number of people in a group with this own language. */
	countOwn(language: number, group: number): number {
		return this.#own[language * this.#groups + group] ?? 0
	}

	/** Whether a group lacks an interpreter, as in `lacksInterpreter`. */
	isLacking(group: number): boolean {
		let present = 0
		for (let language = 0; language < LOCALES.length; language++)
			if (this.countOwn(language, group) > 0) present |= 1 << language
		if (!isSeveral(present)) return false
		for (let bits = 0; bits < 1 << LOCALES.length; bits++)
			if ((this.#speakers[bits * this.#groups + group] ?? 0) > 0 && isSeveral(bits & present)) return false
		return true
	}
}

/** Whether more than one bit is set. */
const isSeveral = (bits: number) => (bits & (bits - 1)) !== 0

import { currentSession, FACILITATOR, foldText, type Workshop } from '@charrette/shared'

/** Somebody who can be named in a message: a person, a group, or the facilitators. */
export interface Addressee {
	/** A participant's or group's id, or `FACILITATOR`. */
	id: string
	/** The name after the @, unique among the addressees. */
	label: string
	/** A person's city, or ''. */
	detail: string
	type: 'person' | 'group' | 'facilitator'
}

/** The facilitator in all languages, so that a name that was typed in one is found in another. */
const FACILITATOR_NAMES = ['Facilitator', '主持人', 'Facilitación', 'Animation', 'Animateur']

/**
 * Returns everybody who can be named: the facilitator, groups, people. The labels are the same for
 * every reader, so that each finds the names in what others wrote.
 */
export function listAddressees(workshop: Workshop, facilitator: string): Addressee[] {
	const { participants: people } = workshop
	const timesNamed = new Map<string, number>()
	for (const { name } of people) timesNamed.set(foldText(name), (timesNamed.get(foldText(name)) ?? 0) + 1)
	return [
		{ id: FACILITATOR, label: facilitator, detail: '', type: 'facilitator' },
		...(currentSession(workshop)?.groups ?? [])
			.filter(({ isResting }) => !isResting)
			.map(({ id, name }): Addressee => ({ id, label: name, detail: '', type: 'group' })),
		...people.map(({ id, name, city }): Addressee => {
			const isUnique = timesNamed.get(foldText(name)) === 1
			return { id, label: isUnique ? name : `${name} (${city})`, detail: city, type: 'person' }
		}),
	]
}

/** The name that is being typed at the caret. */
export interface TypedName {
	/** The index of the @. */
	at: number
	typed: string
}

/** An @ that does not belong to an address, and the name behind it up to the caret. */
const TYPED_NAME = /(?<![\w.%+-])[@＠]([^@＠\n]{0,40})$/u

/** Returns the name that is typed before the caret; null if there is none. */
export function typedNameAt(text: string, caret: number): TypedName | null {
	const found = TYPED_NAME.exec(text.slice(Math.max(0, caret - 50), caret))
	return found ? { at: caret - (found[1]?.length ?? 0) - 1, typed: found[1] ?? '' } : null
}

/** Whether letters are the pinyin of a name; see `pinyin.ts`. */
export type MatchPinyin = (name: string, typed: string) => boolean

const MAX_FOUND = 8
export const HAS_CHINESE = /\p{Script=Han}/u

/**
 * Returns the addressees whose name begins with what was typed, then those of whom another word
 * does, then those found by their pinyin (TALK3).
 */
export function findAddressees(
	addressees: readonly Addressee[],
	typed: string,
	matchesPinyin: MatchPinyin | null,
): Addressee[] {
	// Folding also removes the space at the end, which no name has.
	const query = foldText(typed.normalize('NFKC').replaceAll(/['’]/g, '')) + (/\s$/.test(typed) ? ' ' : '')
	if (query.trim() === '') return typed === '' ? addressees.slice(0, MAX_FOUND) : []
	const ranked = addressees.flatMap((addressee) => {
		const rank = rankOf(addressee, query, matchesPinyin)
		return rank === null ? [] : [{ addressee, rank }]
	})
	return ranked
		.sort((a, b) => a.rank - b.rank)
		.slice(0, MAX_FOUND)
		.map(({ addressee }) => addressee)
}

function rankOf({ label, type }: Addressee, query: string, matchesPinyin: MatchPinyin | null): number | null {
	const names = (type === 'facilitator' ? [label, ...FACILITATOR_NAMES] : [label]).map((name) =>
		foldText(name.normalize('NFKC').replaceAll(/['’]/g, '')),
	)
	if (names.some((name) => name.startsWith(query))) return 0
	if (names.some((name) => name.includes(` ${query}`) || (/[^\0-\u024f]/.test(query) && name.includes(query)))) return 1
	return HAS_CHINESE.test(label) && matchesPinyin?.(label, query) ? 2 : null
}

/** A part of a message: plain, or the name of an addressee. */
export interface MessagePart {
	text: string
	/** The id of the addressee; undefined in a plain part. */
	mention?: string
}

/** Splits a message into its text and the names in it. Of two names that fit, the longer counts. */
export function splitMentions(text: string, addressees: readonly Addressee[]): MessagePart[] {
	const names = addressees
		.flatMap(({ id, label, type }) =>
			[...new Set(type === 'facilitator' ? [label, ...FACILITATOR_NAMES] : [label])].map((name) => ({ id, name })),
		)
		.sort((a, b) => b.name.length - a.name.length)
	const parts: MessagePart[] = []
	let rest = 0
	for (const { index } of text.matchAll(/(?<![\w.%+-])[@＠]/gu)) {
		if (index < rest) continue
		const behind = text.slice(index + 1)
		const found = names.find(({ name }) => behind.startsWith(name) && !goesOn(name, behind[name.length]))
		if (!found) continue
		if (index > rest) parts.push({ text: text.slice(rest, index) })
		rest = index + 1 + found.name.length
		parts.push({ text: text.slice(index, rest), mention: found.id })
	}
	if (rest < text.length) parts.push({ text: text.slice(rest) })
	return parts
}

/** Whether a name of Latin letters is only the beginning of a longer word. */
function goesOn(name: string, next: string | undefined): boolean {
	return next !== undefined && /[\p{Script=Latin}\d]$/u.test(name) && /[\p{Script=Latin}\d]/u.test(next)
}

/** Returns the ids of those whom a message names, each once. */
export function mentionsIn(text: string, addressees: readonly Addressee[]): string[] {
	return [...new Set(splitMentions(text, addressees).flatMap(({ mention }) => mention ?? []))]
}

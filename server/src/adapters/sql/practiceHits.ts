/* Turns the rows that the searches of both databases find into hits. */
import {
	type ExchangeServer,
	type Locale,
	type PublishedPractice,
	passageAt,
	practiceBody,
	type WorkshopId,
} from '@charrette/shared'
import type { ListedPractice, PracticeHit } from '../../ports/PracticeStore.ts'
import { createExcerpt, markMatches } from '../../search/createExcerpt.ts'
import type { QueryGroup } from '../../search/planQuery.ts'
import { parseStored } from './storedJson.ts'
import type { Tables } from './tables.ts'

/** Factor on the score of a text in the reader's language. */
export const OWN_LANGUAGE = 1.15
/** Factor on the score of a text in the same category as the obstacle. */
export const SAME_CATEGORY = 1.5
/** Number of terms of a text that are compared with other texts, the rarest ones. */
export const MAX_SIMILAR_TERMS = 24
/** Weight of a match in each part of a practice. */
export const WEIGHTS = { title: 12, abstract: 4, body: 1, labels: 3 } as const
/**
 * Scores of practices in a list without a query (FIND11): in the reader's language, of a city near
 * theirs, in its country, and of its size. Each is more than all after it.
 */
export const LISTED_SCORES = { language: 8, near: 4, country: 2, size: 1 } as const
/** Cities within this distance of each other are near, in degrees of latitude: 550 km. */
export const NEAR_DEGREES = 5
/** Number of corrections of one word, most frequent first. */
export const MAX_CORRECTIONS = 5
/** Number of words near another one that are checked for their language, most frequent first. */
export const MAX_NEAR_WORDS = 20
/**
 * Limit of the score of one word of a query, as a multiple of its rarity. What the glossary says
 * instead of a word would otherwise count once in each language.
 */
export const MOST_OF_WORD = 2.5
/** Factor on the score of an optional word. */
export const OPTIONAL_WORD = 0.5
/** Number of results with all words of a query from which on no others are shown. */
export const ENOUGH_WHOLE = 3

/**
 * Returns the rarity of a word of a query, as BM25 computes it for a term; the word matches `found`
 * of `texts` texts.
 */
export function rarityOf(found: number, texts: number): number {
	return Math.log(1 + (texts - found + 0.5) / (found + 0.5))
}

/** A row of the list with the content of its version. */
export type ListedRow = Pick<Tables['listed_practice'], 'id' | 'visibility' | 'workshop' | 'origin'> & {
	content: string
}

/**
 * Returns the listed practice of a row. Throws an `UnreadableRecordError` if the row has other
 * content.
 */
export function toListed({ visibility, workshop, origin, content }: ListedRow): ListedPractice {
	return {
		practice: parseStored<PublishedPractice>(content),
		visibility: visibility as ListedPractice['visibility'],
		workshop: workshop as WorkshopId | null,
		origin: origin === null ? null : parseStored<ExchangeServer>(origin),
	}
}

/**
 * Returns the hit for a practice that was found in a language, with the places that match. Takes
 * milliseconds, so it must not run on the main thread.
 */
export function toHit(
	row: ListedRow & { adoptions: number },
	locale: Locale,
	groups: readonly QueryGroup[],
): PracticeHit {
	const listed = toListed(row)
	const { texts, original } = listed.practice
	const shown = texts[locale] ? locale : original
	const written = texts[shown]?.texts ?? {}
	const { title = '', abstract = '' } = written
	const marked = { title: markMatches(title, shown, groups), abstract: markMatches(abstract, shown, groups) }
	const hit: PracticeHit = { listed, adoptions: row.adoptions, locale: shown, ...marked }
	if (groups.length === 0 || marked.title.marks.length + marked.abstract.marks.length > 0) return hit
	const body = practiceBody(written)
	const found = createExcerpt(body, shown, groups)
	if (!found) return hit
	const passage = passageAt(body, found.place)
	return { ...hit, excerpt: { ...found.excerpt, ...(passage && { passage }) } }
}

/**
 * Adds to each group without a match the words that differ from its word in one letter, best first.
 */
export function correctGroups(
	{ text, groups }: { text: string; groups: readonly QueryGroup[] },
	alternativesOf: (group: QueryGroup) => readonly string[],
): { groups: QueryGroup[]; corrected: string | null } {
	let corrected = ''
	let end = 0
	const completed = groups.map((group) => {
		const alternatives = group.isCorrectable ? alternativesOf(group) : []
		const [word] = alternatives
		if (word === undefined) return group
		corrected += text.slice(end, group.start) + word
		end = group.end
		return { ...group, word, terms: [...group.terms, ...alternatives] }
	})
	return { groups: completed, corrected: end > 0 ? corrected + text.slice(end) : null }
}

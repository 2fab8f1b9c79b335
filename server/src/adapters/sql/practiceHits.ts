/* Turns the rows that the searches of both databases find into hits. */
import type { ExchangeServer, Locale, PublishedPractice, WorkshopId } from '@charrette/shared'
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
/** Number of corrections of one word, most frequent first. */
export const MAX_CORRECTIONS = 5

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
	const found = { listed: toListed(row), adoptions: row.adoptions }
	const { texts } = found.listed.practice
	const shown = texts[locale] ? locale : found.listed.practice.original
	const { title = '', abstract = '', ...sections } = texts[shown]?.texts ?? {}
	const marked = { title: markMatches(title, shown, groups), abstract: markMatches(abstract, shown, groups) }
	const hit: PracticeHit = { ...found, locale: shown, ...marked }
	if (groups.length === 0 || marked.title.marks.length + marked.abstract.marks.length > 0) return hit
	const excerpt = createExcerpt(Object.values(sections).join('\n'), shown, groups)
	return excerpt ? { ...hit, excerpt } : hit
}

/**
 * Adds to each group without a match the words that differ from its word in one letter, best first.
 */
export function correctGroups(
	groups: readonly QueryGroup[],
	alternativesOf: (group: QueryGroup) => readonly string[],
): { groups: QueryGroup[]; corrected: string | null } {
	let isCorrected = false
	const completed = groups.map((group) => {
		const alternatives = group.isCorrectable ? alternativesOf(group) : []
		if (alternatives.length === 0) return group
		isCorrected = true
		return { ...group, word: alternatives[0] ?? group.word, terms: [...group.terms, ...alternatives] }
	})
	return { groups: completed, corrected: isCorrected ? completed.map(({ word }) => word).join(' ') : null }
}

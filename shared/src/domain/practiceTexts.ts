import type { AdoptionId, CollectionId, PracticeId } from './ids.ts'
import type { Locale } from './locales.ts'
import { PRACTICE_SECTIONS, type PracticeSection, type PublishedPractice } from './Practice.ts'

/** A text of a practice: that of a section, or of a fact. */
export interface PracticeText {
	id: string
	text: string
	section?: PracticeSection
}

/** Returns the id of a text of a practice: of a section, or of a fact beside that language. */
export function practiceTextId(practice: PracticeId, locale: Locale, key: string): string {
	return `${practice}/${locale}/${key}`
}

/** Returns the id of the report of a city that adopted a practice. */
export function reportTextId(practice: PracticeId, { city, at }: { city: string; at: number }): string {
	return `${practice}/report/${at}/${city}`
}

/** Returns the practice to which an id of a text belongs. */
export function practiceOfText(id: string): string {
	return id.split('/')[0] ?? ''
}

/** Returns the id of a question about a practice, or of its answer. */
export function questionTextId(practice: PracticeId, question: string, part: 'question' | 'answer'): string {
	return `${practice}/${part}/${question}`
}

/** Returns the id of a passage of a practice (`passagesOf`). */
export function passageTextId(practice: PracticeId, locale: Locale, index: number): string {
	return practiceTextId(practice, locale, `${PASSAGE}${index}`)
}

const PASSAGE = 'passage'

/** Returns whether an id is that of a passage. */
export function isPassageId(id: string): boolean {
	return id.split('/')[2]?.startsWith(PASSAGE) === true
}

/** Returns the id of the title of what a workshop adopted; `locale` is empty if it is unknown. */
export function adoptedTextId(adoption: AdoptionId, locale: Locale | ''): string {
	return `${adoption}/adopted/${locale}`
}

/** Returns the id of the title of a practice in the list of those who write it, also of a draft. */
export function ownTitleId(practice: PracticeId): string {
	return `${practice}/own/title`
}

/** Returns the id of a text of a collection. */
export function collectionTextId(collection: CollectionId, key: 'title' | 'text'): string {
	return `${collection}/collection/${key}`
}

/** Returns whether an id is that of a text of a collection, an adoption or an own practice. */
export function isTextOf(kind: 'collection' | 'adopted' | 'own', id: string): boolean {
	return id.split('/')[1] === kind
}

/** What readers and adopters of a practice say about it. */
const REPLIES = ['report', 'question', 'answer']

/** Returns whether an id is that of a report, a question or an answer. */
export function isReplyId(id: string): boolean {
	return REPLIES.includes(id.split('/')[1] ?? '')
}

/**
 * Returns a key that texts have in common which a reader switches together: those of a practice in
 * one language. Obstacles, reports and questions are by other people.
 */
export function switchOfText(id: string): string {
	const [practice, locale, key = ''] = id.split('/')
	return key === '' || isReplyId(id) || /^obstacle\d/.test(key) ? id : `${practice}/${locale}`
}

/** Returns the texts of a published practice that are read in one language (READ9). */
export function practiceTextsIn({ id, texts, facts }: PublishedPractice, locale: Locale): PracticeText[] {
	const written = texts[locale]?.texts ?? {}
	const sections = PRACTICE_SECTIONS.map((section) => ({
		id: practiceTextId(id, locale, section),
		text: written[section] ?? '',
		section,
	}))
	const { links = [], figures = [], funding = '' } = facts.evidence ?? {}
	const factTexts: [string, string][] = [
		['funding', funding],
		...facts.obstacles.map(({ text }, at): [string, string] => [`obstacle${at}`, text]),
		...facts.images.map(({ alt }, at): [string, string] => [`alt${at}`, alt]),
		...links.map(({ title }, at): [string, string] => [`link${at}`, title]),
		...figures.map(({ indicator }, at): [string, string] => [`figure${at}`, indicator]),
	]
	const others = factTexts.map(([key, text]) => ({ id: practiceTextId(id, locale, key), text }))
	return [...sections, ...others].filter(({ text }) => text.trim() !== '')
}

import * as Y from 'yjs'
import { isCardTranslation, localeOfKey } from '../domain/cardTranslations.ts'
import { AUTHOR_KEYS, recordsOf } from './boardDocument.ts'

/** An author as the records of a board refer to them: by id, and on cards by city. */
export interface RecordAuthor {
	id: string
	city: string
}

const [AUTHOR_KEY] = AUTHOR_KEYS
const CITY_KEY = 'props.city'

/**
 * Assigns the records, translations and mentions of one author to another, or to the same one in a
 * corrected city. A card that names another city than the author's keeps it. Returns whether
 * anything changed. Must be called in a transaction.
 */
export function reassignRecords(doc: Y.Doc, from: RecordAuthor, to: RecordAuthor): boolean {
	let isChanged = false
	for (const record of recordsOf(doc).values()) {
		if (!(record instanceof Y.Map)) continue
		if (from.id !== to.id && reassignTranslations(record, from.id, to.id)) isChanged = true
		if (from.id !== to.id && reassignInThreads(record, from.id, to.id)) isChanged = true
		if (record.get(AUTHOR_KEY) !== from.id) continue
		const hasCity = record.get(CITY_KEY) === from.city
		if (from.id !== to.id) record.set(AUTHOR_KEY, to.id)
		if (hasCity && from.city !== to.city) record.set(CITY_KEY, to.city)
		isChanged ||= from.id !== to.id || (hasCity && from.city !== to.city)
	}
	return isChanged
}

function reassignTranslations(record: Y.Map<unknown>, from: string, to: string): boolean {
	const theirs = [...record.entries()].flatMap(([key, value]) =>
		localeOfKey(key) !== null && isCardTranslation(value) && value.by === from ? [{ key, value }] : [],
	)
	for (const { key, value } of theirs) record.set(key, { ...value, by: to })
	return theirs.length > 0
}

/** Reassigns a mention of the author in a message, and a thread that the author has resolved. */
function reassignInThreads(record: Y.Map<unknown>, from: string, to: string): boolean {
	const [mentions, resolved] = [record.get('mentions'), record.get('resolved')]
	const isMentioned = Array.isArray(mentions) && mentions.includes(from)
	if (isMentioned) record.set('mentions', [...new Set(mentions.map((id) => (id === from ? to : id)))])
	const isResolver = typeof resolved === 'object' && resolved !== null && 'by' in resolved && resolved.by === from
	if (isResolver) record.set('resolved', { ...resolved, by: to })
	return isMentioned || isResolver
}

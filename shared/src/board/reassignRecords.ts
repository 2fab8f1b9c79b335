import * as Y from 'yjs'
import { AUTHOR_KEYS, recordsOf } from './boardDocument.ts'

/** An author as the records of a board refer to them: by id, and on cards by city. */
export interface RecordAuthor {
	id: string
	city: string
}

const [AUTHOR_KEY] = AUTHOR_KEYS
const CITY_KEY = 'props.city'

/**
 * Assigns the records of one author to another, or to the same one in a corrected city. A card that
 * names another city than the author's keeps it. Returns whether anything changed. Must be called
 * in a transaction.
 */
export function reassignRecords(doc: Y.Doc, from: RecordAuthor, to: RecordAuthor): boolean {
	let isChanged = false
	for (const record of recordsOf(doc).values()) {
		if (!(record instanceof Y.Map) || record.get(AUTHOR_KEY) !== from.id) continue
		const hasCity = record.get(CITY_KEY) === from.city
		if (from.id !== to.id) record.set(AUTHOR_KEY, to.id)
		if (hasCity && from.city !== to.city) record.set(CITY_KEY, to.city)
		isChanged ||= from.id !== to.id || (hasCity && from.city !== to.city)
	}
	return isChanged
}

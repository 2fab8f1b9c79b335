import { AUTHOR_KEYS, type RecordMap, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'

/** The authors whose traces are removed from a document. */
export interface ErasedAuthors {
	ids: ReadonlySet<string>
	/** Names of authors on imported cards, which have no author id. */
	names: ReadonlySet<string>
	/** Whether the cards of these authors are removed, too. */
	withCards: boolean
}

const [AUTHOR, AUTHOR_NAME] = AUTHOR_KEYS

/**
 * Removes authors from the records of a document. With `withCards` it also removes their cards and
 * the links of these cards. Returns the ids of the removed cards.
 */
export function removeAuthors(doc: Y.Doc, { ids, names, withCards }: ErasedAuthors): string[] {
	const records = recordsOf(doc)
	const isTheirs = (record: RecordMap) =>
		ids.has(String(record.get(AUTHOR))) || (!record.has(AUTHOR) && names.has(String(record.get(AUTHOR_NAME))))
	const removed = new Set<string>()
	doc.transact(() => {
		for (const [id, record] of [...records]) {
			if (!(record instanceof Y.Map) || !isTheirs(record)) continue
			if (withCards && record.get('type') === 'card') removed.add(id)
			else for (const key of AUTHOR_KEYS) record.delete(key)
		}
		const links = [...records].flatMap(([id, record]) =>
			id.startsWith('binding:') && removed.has(String(record.get('toId'))) ? [id, String(record.get('fromId'))] : [],
		)
		for (const id of [...removed, ...links]) if (records.has(id)) records.delete(id)
	})
	return [...removed]
}

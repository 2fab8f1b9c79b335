import {
	AUTHOR_KEYS,
	applyThreadAction,
	FACILITATOR,
	isCardTranslation,
	isMessageId,
	type MessageId,
	type RecordMap,
	type Records,
	recordsOf,
	withoutBy,
	withoutResolver,
} from '@charrette/shared'
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
 * Removes authors from the records of a document, and their messages in threads. With `withCards`
 * it also removes their cards, the links of these cards, and their translations of other cards.
 * Returns the ids of the removed cards.
 */
export function removeAuthors(doc: Y.Doc, { ids, names, withCards }: ErasedAuthors): string[] {
	const records = recordsOf(doc)
	const isTheirs = (record: RecordMap) =>
		ids.has(String(record.get(AUTHOR))) || (!record.has(AUTHOR) && names.has(String(record.get(AUTHOR_NAME))))
	const removed = new Set<string>()
	const removeFrom = (id: string, record: RecordMap) => {
		if (isMessageId(id)) removeMessage(records, id)
		else if (withCards && record.get('type') === 'card') removed.add(id)
		else for (const key of AUTHOR_KEYS) record.delete(key)
	}
	doc.transact(() => {
		for (const [id, record] of [...records]) {
			if (!(record instanceof Y.Map)) continue
			removeFromTranslations(record, { ids, withCards })
			removeFromThread(record, ids)
			if (isTheirs(record)) removeFrom(id, record)
		}
		const links = [...records].flatMap(([id, record]) =>
			id.startsWith('binding:') && removed.has(String(record.get('toId'))) ? [id, String(record.get('fromId'))] : [],
		)
		for (const id of [...removed, ...links]) if (records.has(id)) records.delete(id)
	})
	return [...removed]
}

function removeFromTranslations(record: RecordMap, { ids, withCards }: Omit<ErasedAuthors, 'names'>): void {
	for (const [key, value] of [...record.entries()]) {
		const anonymous = withoutBy(key, value)
		if (!anonymous || !isCardTranslation(value) || !ids.has(value.by ?? '')) continue
		if (withCards) record.delete(key)
		else record.set(key, anonymous)
	}
}

/** Removes a message; a stub without an author stays while there are replies. */
function removeMessage(records: Records, message: MessageId): void {
	const by = { author: FACILITATOR, isFacilitator: true, at: 0 }
	applyThreadAction(records, { type: 'remove', message }, by)
	const stub = records.get(message)
	for (const key of AUTHOR_KEYS) stub?.delete(key)
}

/** Removes mentions of authors from a message, and their names from a thread that they resolved. */
function removeFromThread(record: RecordMap, ids: ReadonlySet<string>): void {
	const [mentions, resolved] = [record.get('mentions'), record.get('resolved')]
	if (Array.isArray(mentions) && mentions.some((id) => ids.has(id)))
		record.set(
			'mentions',
			mentions.filter((id) => !ids.has(id)),
		)
	if (typeof resolved === 'object' && resolved !== null && 'by' in resolved && ids.has(String(resolved.by)))
		record.set('resolved', withoutResolver(resolved))
}

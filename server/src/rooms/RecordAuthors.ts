import { AUTHOR_KEYS, LIMITS, type RecordMap, type Records } from '@charrette/shared'
import * as Y from 'yjs'
import type { Creator } from './gate/ClientOwners.ts'

/** The author fields of a record, in the order of `AUTHOR_KEYS`. */
type AuthorFields = readonly [author: unknown, importedName: unknown]

export interface RecordAuthorsDeps {
	/** Whether a transaction of this origin is one of a member; all others are the server's. */
	isOfMember(origin: unknown): boolean
	/** The creator of a record that a member has just added. */
	creatorOf(record: RecordMap): Creator
}

/**
 * The authors of the records, which only the server sets and changes (AUTHOR1). A member's change of
 * them is undone in the tick in which it arrives. They outlive the deletion of their record, so that
 * undoing it brings them back. The cost is proportional to what has changed.
 */
export class RecordAuthors {
	readonly #records: Records
	readonly #deps: RecordAuthorsDeps
	readonly #known = new Map<string, AuthorFields>()
	/** Those of deleted records, oldest first. */
	readonly #deleted = new Map<string, AuthorFields>()
	/** Records that members have changed since the last `restore`. */
	#unchecked = new Set<string>()

	constructor(records: Records, deps: RecordAuthorsDeps) {
		this.#records = records
		this.#deps = deps
	}

	/** Reads the authors, and starts to observe the records. */
	watch(): void {
		for (const id of this.#records.keys()) this.#store(id)
		this.#records.observeDeep((events, transaction) => {
			const isOfMember = this.#deps.isOfMember(transaction.origin)
			for (const event of events) {
				for (const id of recordIdsOf(event)) {
					if (isOfMember) this.#unchecked.add(id)
					else this.#store(id)
				}
			}
		})
	}

	/**
	 * Sets the authors of the records that members have added, and restores those that they have
	 * changed. Returns whether it restored any. Call it in a transaction.
	 */
	restore(): boolean {
		if (this.#unchecked.size === 0) return false
		const unchecked = this.#unchecked
		this.#unchecked = new Set()
		return [...unchecked].map((id) => this.#restoreRecord(id)).includes(true)
	}

	#restoreRecord(id: string): boolean {
		const record = this.#records.get(id)
		if (!(record instanceof Y.Map)) {
			this.#store(id)
			return false
		}
		const known = this.#known.get(id)
		const authors = known ?? this.#deleted.get(id) ?? fieldsOfNew(record, this.#deps.creatorOf(record))
		const isChanged = setAuthors(record, authors)
		this.#keep(id, authors)
		return known !== undefined && isChanged
	}

	#store(id: string): void {
		const record = this.#records.get(id)
		if (record instanceof Y.Map) {
			this.#keep(id, authorsOf(record))
			return
		}
		const known = this.#known.get(id)
		if (!known) return
		this.#known.delete(id)
		this.#deleted.set(id, known)
		const [oldest] = this.#deleted.keys()
		if (this.#deleted.size > LIMITS.maxDeletedAuthors && oldest !== undefined) this.#deleted.delete(oldest)
	}

	#keep(id: string, authors: AuthorFields): void {
		this.#known.set(id, authors)
		this.#deleted.delete(id)
	}
}

const authorsOf = (record: RecordMap): AuthorFields => [record.get(AUTHOR_KEYS[0]), record.get(AUTHOR_KEYS[1])]

/**
 * The author fields of a new record: a participant can only name themselves; a facilitator also types
 * for people without a device.
 */
function fieldsOfNew(record: RecordMap, creator: Creator): AuthorFields {
	const [author, importedName] = authorsOf(record)
	if (creator === 'facilitator') return [typeof author === 'string' ? author : undefined, importedName]
	if (creator === 'unknown') return [undefined, undefined]
	return [author === undefined ? undefined : creator.participant, undefined]
}

function setAuthors(record: RecordMap, authors: AuthorFields): boolean {
	let isChanged = false
	for (const [index, key] of AUTHOR_KEYS.entries()) {
		const value = authors[index]
		if (record.get(key) === value && record.has(key) === (value !== undefined)) continue
		if (value === undefined) record.delete(key)
		else record.set(key, value)
		isChanged = true
	}
	return isChanged
}

/** The ids of the records that an event below the document's records is about. */
export function recordIdsOf(event: Y.YEvent<Y.AbstractType<unknown>>): Iterable<string> {
	const [id] = event.path
	return typeof id === 'string' ? [id] : event.changes.keys.keys()
}

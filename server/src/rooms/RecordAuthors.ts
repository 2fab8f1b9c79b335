import { AUTHOR_KEYS, LIMITS, type RecordMap, type Records } from '@charrette/shared'
import * as Y from 'yjs'
import type { Creator } from './gate/ClientOwners.ts'

/** The author fields of a record, in the order of `AUTHOR_KEYS`. */
type AuthorFields = readonly [author: unknown, importedName: unknown]

const NOBODY: AuthorFields = [undefined, undefined]

export interface RecordAuthorsDeps {
	/** Whether a transaction of this origin is one of a member; all others are the server's. */
	isOfMember(origin: unknown): boolean
	/** The owner of a client id. */
	creatorOf(client: number): Creator
}

/** The member whose update has just been applied. */
export interface Sender {
	owner: string
	isFacilitator: boolean
	/** The client ids whose structs it sent without having written them, and the clock after the last one. */
	foreign: ReadonlyMap<number, number>
}

/**
 * The authors of the records, which only the server sets and changes (AUTHOR1). A member's change of
 * them is undone in the tick in which it arrives. They outlive the deletion of their record, so that
 * undoing it brings them back; once the room was closed, its creator alone is known. The cost is proportional to what has changed.
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

	/** Whether `restore` has anything to change in the document. */
	needsRestore(sender: Sender): boolean {
		for (const id of this.#unchecked) {
			const record = this.#records.get(id)
			if (!(record instanceof Y.Map)) this.#store(id)
			else {
				const authors = this.#authorsFor(id, record, sender)
				if (!hasAuthors(record, authors)) continue
				this.#keep(id, authors)
			}
			this.#unchecked.delete(id)
		}
		return this.#unchecked.size > 0
	}

	/**
	 * Sets the authors of the records that a member has added, and restores those that it has changed.
	 * Returns whether it restored any. Call it in a transaction.
	 */
	restore(sender: Sender): boolean {
		if (this.#unchecked.size === 0) return false
		const unchecked = this.#unchecked
		this.#unchecked = new Set()
		return [...unchecked].map((id) => this.#restoreRecord(id, sender)).includes(true)
	}

	#restoreRecord(id: string, sender: Sender): boolean {
		const record = this.#records.get(id)
		if (!(record instanceof Y.Map)) {
			this.#store(id)
			return false
		}
		const known = this.#known.get(id)
		const authors = this.#authorsFor(id, record, sender)
		const isChanged = setAuthors(record, authors)
		this.#keep(id, authors)
		return known !== undefined && isChanged
	}

	#authorsFor(id: string, record: RecordMap, sender: Sender): AuthorFields {
		return this.#known.get(id) ?? this.#deleted.get(id) ?? this.#authorsOfNew(record, sender)
	}

	/**
	 * The author fields of a new record. A participant can only name themselves, or nobody; a
	 * facilitator also types for people without a device.
	 */
	#authorsOfNew(record: RecordMap, { owner, isFacilitator, foreign }: Sender): AuthorFields {
		const [author, importedName] = authorsOf(record)
		const isNamed = typeof author === 'string'
		if (isFacilitator) return [isNamed ? author : undefined, importedName]
		const item = record._item
		const first = firstUnderItsId(item)
		if (!item || !first) return NOBODY
		const creator = this.#deps.creatorOf(first.id.client)
		const isForeign = item === first && item.id.clock < (foreign.get(item.id.client) ?? 0)
		// What somebody else brings proves nothing about its author; but its sender may name themselves.
		if (isForeign) return creator === 'unknown' && author === owner ? [author, undefined] : NOBODY
		if (creator === 'unknown') return NOBODY
		if (creator !== 'facilitator') return [author === undefined ? undefined : creator.participant, undefined]
		return item === first && isNamed ? [author, importedName] : NOBODY
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
 * The first item that a document's records had under the id of this one: it stays, without its content, when the record is
 * deleted, also over a reload.
 */
function firstUnderItsId(item: Y.Item | null): Y.Item | null {
	let first = item
	while (first?.left) first = first.left
	return first
}

function hasAuthors(record: RecordMap, authors: AuthorFields): boolean {
	return AUTHOR_KEYS.every(
		(key, index) => record.get(key) === authors[index] && record.has(key) === (authors[index] !== undefined),
	)
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

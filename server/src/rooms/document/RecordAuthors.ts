import { AUTHOR_KEYS, FACILITATOR, isMessageId, LIMITS, type RecordMap, type Records } from '@charrette/shared'
import * as Y from 'yjs'
import type { Creator } from '../gate/ClientOwners.ts'

/** The author fields of a record, in the order of `AUTHOR_KEYS`. */
type AuthorFields = readonly [author: unknown, importedName: unknown]

const NOBODY: AuthorFields = [undefined, undefined]

/**
 * The server's correction of an update: none, added fields that its member left out, or replaced
 * fields that it changed.
 */
export type Correction = 'nothing' | 'added' | 'changed'

export function strongerCorrection(one: Correction, other: Correction): Correction {
	return one === 'changed' || other === 'nothing' ? one : other
}

/** The member whose update has just been applied. */
export interface Sender {
	owner: string
	isFacilitator: boolean
}

/**
 * The authors of the records, which only the server sets and changes (AUTHOR1). A member's change
 * of them is undone as soon as it is applied. They outlive the deletion of their record, so that
 * undoing the deletion restores them; once the room was closed, only the creator is known. The cost
 * is proportional to the change.
 */
export class RecordAuthors {
	readonly #records: Records
	readonly #creatorOf: (client: number) => Creator
	readonly #known = new Map<string, AuthorFields>()
	/** The authors of deleted records, oldest first. */
	readonly #deleted = new Map<string, AuthorFields>()

	/** `creatorOf` returns the owner of a client id. */
	constructor(records: Records, creatorOf: (client: number) => Creator) {
		this.#records = records
		this.#creatorOf = creatorOf
	}

	read(): void {
		for (const id of this.#records.keys()) this.store(id)
	}

	/**
	 * Sets the authors of records that a member has added, and restores those that it has changed.
	 * Call it in a transaction.
	 */
	restore(ids: Iterable<string>, sender: Sender): Correction {
		let correction: Correction = 'nothing'
		for (const id of ids) correction = strongerCorrection(correction, this.#restoreRecord(id, sender))
		return correction
	}

	/** Remembers the authors of a record that the server has changed, or of one that was deleted. */
	store(id: string): void {
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

	#restoreRecord(id: string, sender: Sender): Correction {
		const record = this.#records.get(id)
		if (!(record instanceof Y.Map)) {
			this.store(id)
			return 'nothing'
		}
		const known = this.#known.get(id)
		const authors = this.#authorsFor(id, record, sender)
		const isChanged = setAuthors(record, authors)
		this.#keep(id, authors)
		if (!isChanged) return 'nothing'
		return known === undefined ? 'added' : 'changed'
	}

	#authorsFor(id: string, record: RecordMap, sender: Sender): AuthorFields {
		const known = this.#known.get(id) ?? this.#deleted.get(id)
		return known ?? (isMessageId(id) ? this.#authorOfMessage(record, sender) : this.#authorsOfNew(record, sender))
	}

	/** Returns the author of a new message: always the member who writes it (THREAD3). */
	#authorOfMessage(record: RecordMap, { owner, isFacilitator }: Sender): AuthorFields {
		const item = record._item
		const first = firstUnderItsId(item)
		const creator = first ? this.#creatorOf(first.id.client) : 'unknown'
		if (creator === 'facilitator') return [FACILITATOR, undefined]
		if (creator === 'unknown') return isFacilitator && item === first ? [FACILITATOR, undefined] : NOBODY
		return item === first && creator.participant !== owner ? NOBODY : [creator.participant, undefined]
	}

	/**
	 * Returns the author fields of a new record. A participant can name only themselves, or no
	 * author; a facilitator also types for people without a device.
	 */
	#authorsOfNew(record: RecordMap, { owner, isFacilitator }: Sender): AuthorFields {
		const [author, importedName] = authorsOf(record)
		const isNamed = typeof author === 'string'
		if (isFacilitator) return [isNamed ? author : undefined, importedName]
		const item = record._item
		const first = firstUnderItsId(item)
		if (!item || !first) return NOBODY
		const creator = this.#creatorOf(first.id.client)
		if (typeof creator === 'string') return NOBODY
		// A record from a missing range proves nothing about its author (GATE6a).
		if (item === first && creator.participant !== owner) return NOBODY
		return [author === undefined ? undefined : creator.participant, undefined]
	}

	#keep(id: string, authors: AuthorFields): void {
		this.#known.set(id, authors)
		this.#deleted.delete(id)
	}
}

const authorsOf = (record: RecordMap): AuthorFields => [record.get(AUTHOR_KEYS[0]), record.get(AUTHOR_KEYS[1])]

/**
 * Returns the first item that a document's records had under the id of this one. It stays, without
 * its content, when the record is deleted, also after a reload.
 */
function firstUnderItsId(item: Y.Item | null): Y.Item | null {
	let first = item
	while (first?.left) first = first.left
	return first
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

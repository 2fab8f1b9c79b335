import { isDeepStrictEqual } from 'node:util'
import {
	clampTime,
	isMessageId,
	isThreadId,
	isThreadRecord,
	LIMITS,
	type RecordMap,
	type Records,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { RecordChanges } from '../gate/recordChanges.ts'
import { type Correction, type Sender, strongerCorrection } from './RecordAuthors.ts'

/** The fields of a record, which are values: no thread or message has a Y.Text. */
type Fields = ReadonlyMap<string, unknown>

const AUTHOR = 'meta.author'
/** The fields of a message that its author changes. */
const OWN_FIELDS = ['text', 'mentions', 'editedAt', 'deleted']

/**
 * The threads and messages of a document as the server has accepted them (THREAD3). A member's
 * change of another person's message, or of what a thread is on, is undone as soon as it is
 * applied; the rest of the update stays. Times are never after the server's. The cost is
 * proportional to the change.
 */
export class ThreadGuard {
	readonly #records: Records
	readonly #now: () => number
	readonly #known = new Map<string, Fields>()
	/** The newest threads that members deleted. */
	readonly #deleted = new Map<string, Fields>()
	/** By thread: its messages. */
	readonly #inThread = new Map<unknown, Set<string>>()

	/** `now` returns the time in ms. */
	constructor(records: Records, now: () => number) {
		this.#records = records
		this.#now = now
	}

	/** How many more messages a thread may have. */
	messagesLeft(thread: string): number {
		return LIMITS.maxMessagesPerThread - (this.#inThread.get(thread)?.size ?? 0)
	}

	/** Remembers a record as the server has left it. */
	store(id: string): void {
		if (!isThreadRecord(id)) return
		const record = this.#records.get(id)
		const before = this.#known.get(id)
		if (isMessageId(id) && before) this.#inThread.get(before.get('thread'))?.delete(id)
		if (!(record instanceof Y.Map)) {
			if (isThreadId(id) && before) this.#keepDeleted(id, before)
			this.#known.delete(id)
			return
		}
		this.#known.set(id, new Map(record.entries()))
		if (!isMessageId(id)) return
		const thread = record.get('thread')
		this.#inThread.set(thread, (this.#inThread.get(thread) ?? new Set()).add(id))
	}

	/** Undoes what this member may not change in an update. Call it in a transaction. */
	restore(changes: RecordChanges, sender: Sender): Correction {
		let correction: Correction = 'nothing'
		for (const id of changes.keys()) {
			if (!isThreadRecord(id)) continue
			correction = strongerCorrection(correction, this.#restoreRecord(id, sender))
			this.store(id)
		}
		return correction
	}

	#keepDeleted(id: string, thread: Fields): void {
		this.#deleted.set(id, thread)
		const [oldest] = this.#deleted.keys()
		if (this.#deleted.size > LIMITS.maxThreads && oldest !== undefined) this.#deleted.delete(oldest)
	}

	/** Brings back the thread of a reply that its author wrote while somebody deleted the thread. */
	#restoreThread(id: unknown): boolean {
		const thread = typeof id === 'string' && !this.#records.has(id) ? this.#deleted.get(id) : undefined
		if (typeof id !== 'string' || !thread) return false
		this.#records.set(id, new Y.Map<unknown>(thread))
		this.#deleted.delete(id)
		this.store(id)
		return true
	}

	#restoreRecord(id: string, sender: Sender): Correction {
		const record = this.#records.get(id)
		const before = this.#known.get(id)
		if (!(record instanceof Y.Map)) {
			if (!before || this.#mayDelete(id, before, sender)) return 'nothing'
			this.#records.set(id, new Y.Map<unknown>(before))
			return 'changed'
		}
		const isRestored = before !== undefined && restoreFields(record, before, allowedFields(before, record, sender))
		const isCorrected = isThreadId(id)
			? this.#setResolver(record, before, sender)
			: before === undefined && this.#restoreThread(record.get('thread'))
		const isClamped = this.#clampTimes(record)
		if (isRestored) return 'changed'
		return isCorrected || isClamped ? 'added' : 'nothing'
	}

	/** Facilitators may delete all; others their own messages, and threads that only have these. */
	#mayDelete(id: string, before: Fields, { owner, isFacilitator }: Sender): boolean {
		if (isFacilitator || before.get('deleted') === true) return true
		if (isMessageId(id)) return before.get(AUTHOR) === owner
		return [...(this.#inThread.get(id) ?? [])].every((message) => {
			const fields = this.#known.get(message)
			return fields?.get('deleted') === true || fields?.get(AUTHOR) === owner
		})
	}

	/** A thread is resolved in the name of the member who does so. */
	#setResolver(record: RecordMap, before: Fields | undefined, { owner }: Sender): boolean {
		const resolved = record.get('resolved')
		if (!isObject(resolved) || isDeepStrictEqual(resolved, before?.get('resolved'))) return false
		const named = { by: owner, at: clampTime(resolved['at'], this.#now()) }
		if (isDeepStrictEqual(resolved, named)) return false
		record.set('resolved', named)
		return true
	}

	#clampTimes(record: RecordMap): boolean {
		let isClamped = false
		for (const key of ['at', 'editedAt', 'createdAt']) {
			if (!record.has(key)) continue
			const clamped = clampTime(record.get(key), this.#now())
			if (clamped === record.get(key)) continue
			record.set(key, clamped)
			isClamped = true
		}
		return isClamped
	}
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The fields of a record that this member may change. */
function allowedFields(before: Fields, record: RecordMap, { owner, isFacilitator }: Sender): readonly string[] {
	if (before.get('type') === 'thread') return ['resolved']
	if (before.get(AUTHOR) === owner) return OWN_FIELDS
	const isStub = record.get('deleted') === true && record.get('text') === ''
	return isFacilitator && isStub ? OWN_FIELDS : []
}

function restoreFields(record: RecordMap, before: Fields, allowed: readonly string[]): boolean {
	let isChanged = false
	for (const key of new Set([...record.keys(), ...before.keys()])) {
		if (allowed.includes(key) || isDeepStrictEqual(record.get(key), before.get(key))) continue
		if (before.has(key)) record.set(key, before.get(key))
		else record.delete(key)
		isChanged = true
	}
	return isChanged
}

import { recordsOf, restoreBoard } from '@charrette/shared'
import * as Y from 'yjs'
import type { Aspect, RecordAttribution } from '../ports/DocStore.ts'

/** Who is at work. */
export interface Author {
	/** A participant's id, or a role; empty for who is not to be named. */
	owner: string
	/** Whether what it adds may have been there before, as it said then. */
	isRestoring?: boolean
	/** Whether what it does to a record is put back at once. */
	isRejected?(record: string): boolean
}

const ANONYMOUS: Author = { owner: '' }

/** What of a record the history tells (`compareBoards`); where it lies, how large and in which layer is told by nobody. */
const ASPECTS: ReadonlyMap<string, Aspect> = new Map([
	['type', 'words'],
	['text', 'words'],
	['props.kind', 'words'],
	['props.city', 'words'],
	['props.category', 'words'],
	['props.name', 'words'],
	['meta.meaning', 'words'],
	['parentId', 'place'],
])

/**
 * Whose hands were on the records of a document, as far as history tells of it (HIST7), in time proportional to what changes. Who
 * types a text is noted once between two moments at which the board was taken in.
 */
export class AttributionLog {
	readonly #doc: Y.Doc
	readonly #now: () => number
	#author = ANONYMOUS
	#areNamesHidden = false
	#capturedAt = Number.NEGATIVE_INFINITY
	#lastAt = 0
	/** What was noted since the board was last taken in, and of whom last. */
	readonly #recent = new Map<string, string>()
	#pending: RecordAttribution[] = []

	/** `now` gives the time in ms. */
	constructor(doc: Y.Doc, now: () => number) {
		this.#doc = doc
		this.#now = now
	}

	/** Takes note from now on. */
	watch(): void {
		recordsOf(this.#doc).observeDeep((events) => {
			for (const event of events) this.#observe(event)
		})
	}

	/** Whether nobody is to be named for what is done from now on. */
	hideNames(areHidden: boolean): void {
		this.#areNamesHidden = areHidden
	}

	/** Does something to the document that is this hand's work; all else is nobody's. */
	attributeTo(hand: Author, work: () => void): void {
		this.#author = this.#areNamesHidden ? { ...hand, owner: '' } : hand
		try {
			work()
		} finally {
			this.#author = ANONYMOUS
		}
	}

	/** Takes the board in, at a time that no earlier touch is after and no later one before. */
	capture(): CapturedBoard {
		this.#capturedAt = Math.max(this.#now(), this.#lastAt, this.#capturedAt)
		this.#recent.clear()
		return captureBoard(this.#doc, this.#capturedAt)
	}

	/** What was noted since one last asked. */
	take(): RecordAttribution[] {
		const fresh = this.#pending
		if (fresh.length > 0) this.#pending = []
		return fresh
	}

	/** What another document touches that is to take the place of this one, as this owner's work. */
	ofReplacement(next: Uint8Array, owner: string): RecordAttribution[] {
		const [copy, goal] = [docOf(Y.encodeStateAsUpdate(this.#doc)), docOf(next)]
		const touches = new AttributionLog(copy, () => this.#nextTime())
		touches.hideNames(this.#areNamesHidden)
		touches.watch()
		touches.attributeTo({ owner, isRestoring: true }, () => restoreBoard(copy, goal))
		copy.destroy()
		goal.destroy()
		return touches.take()
	}

	#observe(event: Y.YEvent<Y.AbstractType<unknown>>): void {
		const [id, field] = event.path
		if (typeof id !== 'string') {
			for (const [record, { action }] of event.changes.keys) this.#observeRecord(record, action)
		} else if (field !== undefined) this.#record(id, ASPECTS.get(String(field)))
		else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) this.#record(id, ASPECTS.get(key))
	}

	/** One that is added is told with who wrote it. */
	#observeRecord(record: string, action: 'add' | 'update' | 'delete'): void {
		if (action === 'delete') this.#record(record, 'gone')
		else if (action === 'update' || this.#author.isRestoring)
			for (const told of ['words', 'place'] as const) this.#record(record, told)
	}

	#record(record: string, aspect: Aspect | undefined): void {
		const { owner, isRejected } = this.#author
		// Of those who took something away the last one counts, also where that is nobody who is named.
		if (!aspect || (owner === '' && aspect !== 'gone') || isRejected?.(record)) return
		const touch = aspect === 'gone' ? `${record} gone` : `${record} ${aspect} ${owner}`
		if (this.#recent.get(touch) === owner) return
		this.#recent.set(touch, owner)
		this.#lastAt = this.#nextTime()
		this.#pending.push({ record, aspect, owner, at: this.#lastAt })
	}

	/** Clocks are set back now and then, and what comes after the board was taken in may come within the same millisecond. */
	#nextTime(): number {
		return Math.max(this.#now(), this.#lastAt, this.#capturedAt + 1)
	}
}

function docOf(update: Uint8Array): Y.Doc {
	const doc = new Y.Doc()
	recordsOf(doc)
	Y.applyUpdate(doc, update)
	return doc
}

/** A board as it is at one moment, whole, and not looked at yet. */
export interface CapturedBoard {
	/** When that was, in ms: what is done to the board later has a later time (HIST7). */
	at: number
	/** A full update, V2. */
	state: Uint8Array
	/** What tells it from the document at any other time. */
	yjsSnapshot: Y.Snapshot
}

/** Takes a document in as it is now: all that has to be done in one step with it, and no more. */
export function captureBoard(doc: Y.Doc, at: number): CapturedBoard {
	return { at, state: Y.encodeStateAsUpdateV2(doc), yjsSnapshot: Y.snapshot(doc) }
}

/** Whether a document is still as it was. */
export function isUnchangedSince(doc: Y.Doc, { yjsSnapshot }: CapturedBoard): boolean {
	return Y.equalSnapshots(Y.snapshot(doc), yjsSnapshot)
}

import { recordsOf, restoreBoard } from '@charrette/shared'
import * as Y from 'yjs'
import type { Aspect, Touch } from '../ports/DocStore.ts'
import type { CapturedBoard } from './captureBoard.ts'
import { captureBoard } from './captureBoard.ts'

/** Who is at work. */
export interface Hand {
	/** A participant's id, or a role; empty for who is not to be named. */
	owner: string
	/** Whether what it adds may have been there before, as it said then. */
	restores?: boolean
	/** Whether what it does to a record is put back at once. */
	isVain?(record: string): boolean
}

const NOBODY: Hand = { owner: '' }

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
export class Touches {
	readonly #doc: Y.Doc
	readonly #now: () => number
	#hand = NOBODY
	#areNamesHidden = false
	#capturedAt = Number.NEGATIVE_INFINITY
	#lastAt = 0
	/** What was noted since the board was last taken in, and of whom last. */
	readonly #known = new Map<string, string>()
	#fresh: Touch[] = []

	/** `now` gives the time in ms. */
	constructor(doc: Y.Doc, now: () => number) {
		this.#doc = doc
		this.#now = now
	}

	/** Takes note from now on. */
	watch(): void {
		recordsOf(this.#doc).observeDeep((events) => {
			for (const event of events) this.#see(event)
		})
	}

	/** Whether nobody is to be named for what is done from now on. */
	hideNames(areHidden: boolean): void {
		this.#areNamesHidden = areHidden
	}

	/** Does something to the document that is this hand's work; all else is nobody's. */
	by(hand: Hand, work: () => void): void {
		this.#hand = this.#areNamesHidden ? { ...hand, owner: '' } : hand
		try {
			work()
		} finally {
			this.#hand = NOBODY
		}
	}

	/** Takes the board in, at a time that no earlier touch is after and no later one before. */
	capture(): CapturedBoard {
		this.#capturedAt = Math.max(this.#now(), this.#lastAt, this.#capturedAt)
		this.#known.clear()
		return captureBoard(this.#doc, this.#capturedAt)
	}

	/** What was noted since one last asked. */
	take(): Touch[] {
		const fresh = this.#fresh
		if (fresh.length > 0) this.#fresh = []
		return fresh
	}

	/** What another document touches that is to take the place of this one, as this owner's work. */
	ofReplacing(next: Uint8Array, owner: string): Touch[] {
		const [copy, goal] = [docOf(Y.encodeStateAsUpdate(this.#doc)), docOf(next)]
		const touches = new Touches(copy, () => this.#timeOfTouch())
		touches.hideNames(this.#areNamesHidden)
		touches.watch()
		touches.by({ owner, restores: true }, () => restoreBoard(copy, goal))
		copy.destroy()
		goal.destroy()
		return touches.take()
	}

	#see(event: Y.YEvent<Y.AbstractType<unknown>>): void {
		const [id, field] = event.path
		if (typeof id !== 'string') {
			for (const [record, { action }] of event.changes.keys) this.#seeRecord(record, action)
		} else if (field !== undefined) this.#note(id, ASPECTS.get(String(field)))
		else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) this.#note(id, ASPECTS.get(key))
	}

	/** One that is added is told with who wrote it. */
	#seeRecord(record: string, action: 'add' | 'update' | 'delete'): void {
		if (action === 'delete') this.#note(record, 'gone')
		else if (action === 'update' || this.#hand.restores)
			for (const told of ['words', 'place'] as const) this.#note(record, told)
	}

	#note(record: string, aspect: Aspect | undefined): void {
		const { owner, isVain } = this.#hand
		// Of those who took something away the last one counts, also where that is nobody who is named.
		if (!aspect || (owner === '' && aspect !== 'gone') || isVain?.(record)) return
		const touch = aspect === 'gone' ? `${record} gone` : `${record} ${aspect} ${owner}`
		if (this.#known.get(touch) === owner) return
		this.#known.set(touch, owner)
		this.#lastAt = this.#timeOfTouch()
		this.#fresh.push({ record, aspect, owner, at: this.#lastAt })
	}

	/** Clocks are set back now and then, and what comes after the board was taken in may come within the same millisecond. */
	#timeOfTouch(): number {
		return Math.max(this.#now(), this.#lastAt, this.#capturedAt + 1)
	}
}

function docOf(update: Uint8Array): Y.Doc {
	const doc = new Y.Doc()
	recordsOf(doc)
	Y.applyUpdate(doc, update)
	return doc
}

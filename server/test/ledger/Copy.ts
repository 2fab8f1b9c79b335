import type * as Y from 'yjs'
import type { Ledger } from './Ledger.ts'
import type { FrameListener } from './Network.ts'
import { placesIn } from './places.ts'
import { hasWrite, readTransaction } from './readTransaction.ts'
import type { Write } from './writes.ts'

/** Refusals of a part of a frame, whose rest is applied and acked. */
const PARTIAL = ['invalid', 'foreign']
/** The carrier of a write that is not sent, and of one that only a step 2 sends again. */
const UNSENT = Number.POSITIVE_INFINITY
const RESYNC = Number.MAX_VALUE

interface CopyOptions extends Pick<Write, 'author' | 'room' | 'isRestricted'> {
	/** Whether the places of cards are noted, as this device shows them. */
	seesPlaces: boolean
}

/** The writes that one device's copy of a document has, and their acks. */
export class Copy implements FrameListener {
	readonly #ledger: Ledger
	readonly #seen = new Set<Write>()
	/** The writes of this device that are not acked, and the frame that has them. */
	readonly #open = new Map<Write, number>()
	readonly author: string
	readonly room: string
	readonly #isRestricted: boolean
	readonly #seesPlaces: boolean
	#doc: Y.Doc | null = null
	/** The numbers of frames of the newest socket that are sent, and acked. */
	#sent = 0
	#acked = 0
	#isWriting = false
	#written: Write[] = []

	constructor(ledger: Ledger, { author, room, isRestricted, seesPlaces }: CopyOptions) {
		this.#ledger = ledger
		this.author = author
		this.room = room
		this.#isRestricted = isRestricted
		this.#seesPlaces = seesPlaces
	}

	/**
	 * Follows this document, a new one after the tab was opened again. The device may have sent what
	 * the document has by now, and not what it reads later from the copy of the former tab.
	 */
	follow(doc: Y.Doc): void {
		this.#doc = doc
		this.#seen.clear()
		if (this.#sent > 0)
			for (const [write, carrier] of this.#open)
				if (carrier === UNSENT && this.#has(write)) this.#open.set(write, this.#sent)
		this.acked(this.#acked)
		doc.on('afterTransaction', (transaction) => {
			if (this.#isWriting && transaction.local) this.#enter(doc, transaction)
		})
	}

	/** The writes of this device that are not settled. */
	get pending(): readonly Write[] {
		return [...this.#open.keys()]
	}

	/** Runs an edit of this person; returns the writes that it made. */
	write(edit: () => void): readonly Write[] {
		this.#isWriting = true
		this.#written = []
		try {
			edit()
		} finally {
			this.#isWriting = false
		}
		for (const write of this.#written) if (this.#doc && this.#seesPlaces) write.places = placesIn(this.#doc, write)
		return this.#written
	}

	/** Ends following the document: its tab is closed, with its socket. */
	leave(): void {
		this.#doc = null
		this.opened()
	}

	opened(): void {
		this.#sent = 0
		this.#acked = 0
		for (const write of this.#open.keys()) this.#open.set(write, UNSENT)
	}

	/** A step 2 has all writes that are not acked, an update those since the last frame. */
	sent(frame: number, isStep2: boolean): void {
		this.#sent = frame
		for (const [write, carrier] of this.#open)
			if ((isStep2 || carrier === UNSENT) && this.#has(write)) this.#open.set(write, frame)
	}

	acked(frame: number): void {
		this.#acked = frame
		for (const [write, carrier] of this.#open) if (carrier <= frame) this.#settle(write)
	}

	nacked(frame: number, reason: string): void {
		// Before the tab is open, any of the writes may be in the frame.
		const isCarried = (carrier: number) => carrier === frame || this.#doc === null
		const refused = [...this.#open].filter(([, carrier]) => isCarried(carrier)).map(([write]) => write)
		if (!PARTIAL.includes(reason)) {
			// The document keeps the edits, and the next step 2 has them.
			for (const write of refused) this.#open.set(write, RESYNC)
			return
		}
		const { locked, violations } = this.#ledger
		const records = [...new Set(refused.flatMap(({ changes }) => changes.map(({ record }) => record)))]
		if (!records.some((record) => locked.has(record)))
			violations.push(
				`${this.author} got a nack "${reason}" for honest edits of unlocked records: ${records.join(' ')}`,
			)
	}

	#settle(write: Write): void {
		write.state = 'acked'
		write.ackedAt = this.#ledger.tick()
		this.#open.delete(write)
	}

	#enter(doc: Y.Doc, transaction: Y.Transaction): void {
		const found = readTransaction(doc, transaction)
		if (found.changes.length === 0) return
		this.#look(doc, transaction.deleteSet)
		const { author, room } = this
		const by = { author, room, isRestricted: this.#isRestricted }
		const write: Write = { ...by, ...found, past: new Set(this.#seen), places: null, state: 'pending', ackedAt: 0 }
		this.#seen.add(write)
		this.#open.set(write, UNSENT)
		this.#ledger.writes.push(write)
		this.#written.push(write)
	}

	/**
	 * Finds the writes that have arrived since the last look. A deletion that this edit makes itself
	 * does not prove another person's deletion of the same content.
	 */
	#look(doc: Y.Doc, own: Y.Transaction['deleteSet']): void {
		for (const write of this.#ledger.writes)
			if (write.room === this.room && !this.#seen.has(write) && hasWrite(doc, write, own)) this.#seen.add(write)
	}

	/** Whether the document has all of this write. */
	#has(write: Write): boolean {
		return this.#doc !== null && hasWrite(this.#doc, write)
	}
}

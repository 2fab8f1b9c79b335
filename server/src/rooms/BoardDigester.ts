import type { BoardDigest, BoardId, DigestContent, ProjectedChanges } from '@charrette/shared'
import { BoardProjection, digestBoard, FRESH_MS, isCard, recordsOf, writeDigest } from '@charrette/shared'
import * as encoding from 'lib0/encoding'
import type * as Y from 'yjs'
import { recordIdsOf } from './RecordValidator.ts'

/** Keeps the digest of one board, in time proportional to what changes of it. */
export class BoardDigester {
	/** The newest digest as the wire has it. */
	encoded: Uint8Array = new Uint8Array()
	/** The how-manieth of all digests it is; 0 before the first. */
	turn = 0
	readonly #board: BoardId
	#doc: Y.Doc | null = null
	#projection: BoardProjection | null = null
	#content: DigestContent | null = null
	#changed = new Set<string>()
	#changedAt: number | null = null
	#cards = new Set<string>()
	/** When the cards of the last minute came. */
	#births: number[] = []

	constructor(board: BoardId) {
		this.#board = board
	}

	/** Whether a document is followed that is not this one; with none at hand, whether one has to be read. */
	needsDocument(live: Y.Doc | undefined): boolean {
		if (live) return live !== this.#doc
		return !this.#doc && (!this.#content || this.#changed.size > 0)
	}

	/** Goes by this document from now on, until it is destroyed. */
	follow(doc: Y.Doc): void {
		if (doc === this.#doc) return
		const records = recordsOf(doc)
		this.#doc = doc
		this.#projection = new BoardProjection(records)
		this.#changed = new Set()
		this.#cards = new Set()
		this.#apply(this.#projection.readAll())
		records.observeDeep((events) => {
			for (const event of events) for (const id of recordIdsOf(event)) this.#changed.add(id)
			this.#changedAt = Date.now()
		})
		doc.on('destroy', () => {
			if (this.#doc !== doc) return
			this.#doc = null
			this.#projection = null
		})
	}

	/** Brings the digest up to date; gives whether it has become another. */
	refresh(now: number): boolean {
		const fresh = this.#births.length
		const isTouched = this.#changed.size > 0 && this.#projection !== null
		if (isTouched) this.#readChanged(now)
		this.#births = this.#births.filter((at) => now - at < FRESH_MS)
		if (!this.#content || (this.turn > 0 && !isTouched && this.#births.length === fresh)) return false
		this.encoded = this.#encode(this.#content)
		return true
	}

	#readChanged(now: number): void {
		const change = this.#projection?.readChanged(this.#changed)
		this.#changed = new Set()
		if (!change) return
		const isNew = ({ id }: { id: string }) => !this.#cards.has(id)
		for (const _ of change.put.filter(isCard).filter(isNew)) this.#births.push(now)
		this.#apply(change)
	}

	#apply({ put, remove }: ProjectedChanges): void {
		for (const { id } of put.filter(isCard)) this.#cards.add(id)
		for (const id of remove) this.#cards.delete(id)
		if (this.#projection) this.#content = digestBoard(this.#projection.shown)
	}

	#encode(content: DigestContent): Uint8Array {
		const digest: BoardDigest = {
			...content,
			board: this.#board,
			fresh: this.#births.length,
			touchedAt: this.#changedAt,
		}
		return encoding.encode((encoder) => writeDigest(encoder, digest))
	}
}

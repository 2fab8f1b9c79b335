import type { BoardId, DigestContent, ProjectedChanges } from '@charrette/shared'
import { BoardProjection, digestBoard, FRESH_MS, isCard, recordsOf } from '@charrette/shared'
import type * as Y from 'yjs'
import { changesOf } from '../gate/recordChanges.ts'
import { encodeDigest } from '../members/frameCodec.ts'

/**
 * Keeps the digest of one board up to date. The cost of an update is proportional to its changes.
 */
export class BoardDigester {
	encoded: Uint8Array = new Uint8Array()
	/** Sequence number of the latest digest among those of its workshop; 0 before the first. */
	sequence = 0
	readonly #board: BoardId
	readonly #now: () => number
	#doc: Y.Doc | null = null
	#projection: BoardProjection | null = null
	#content: DigestContent | null = null
	/** Whether a document was read that the latest digest does not show. */
	#isUnread = false
	#changed = new Set<string>()
	#changedAt: number | null = null
	/**
	 * All cards seen since the document was first observed: a card that returns by undo is not new.
	 */
	#knownCards = new Set<string>()
	/** When the cards of the last minute were added. */
	#addedAt: number[] = []

	/** `now` is the time of all nodes in ms, which clients compare with theirs. */
	constructor(board: BoardId, now: () => number) {
		this.#board = board
		this.#now = now
	}

	/**
	 * Whether `observe` has to be called: with the live document, or, without a live document, with
	 * one that has to be loaded.
	 */
	needsDocument(live: Y.Doc | undefined): boolean {
		if (live) return live !== this.#doc
		return !this.#doc && (!this.#content || this.#changed.size > 0)
	}

	/** Observes this document from now on, until it is destroyed. */
	observe(doc: Y.Doc): void {
		if (doc === this.#doc) return
		const records = recordsOf(doc)
		this.#doc = doc
		this.#projection = new BoardProjection(records)
		this.#changed = new Set()
		this.#knownCards = new Set()
		this.#apply(this.#projection.readAll())
		this.#isUnread = true
		doc.on('afterTransaction', (transaction: Y.Transaction) => {
			const changes = changesOf(doc, transaction)
			for (const id of changes.keys()) this.#changed.add(id)
			if (changes.size > 0) this.#changedAt = this.#now()
		})
		doc.on('destroy', () => {
			if (this.#doc !== doc) return
			this.#doc = null
			this.#projection = null
		})
	}

	/** Brings the digest up to date; returns whether it has changed. */
	refresh(): boolean {
		const now = this.#now()
		const addedBefore = this.#addedAt.length
		const hasChanges = this.#changed.size > 0 && this.#projection !== null
		if (hasChanges) this.#readChanged(now)
		const isChanged = hasChanges || this.#isUnread
		this.#isUnread = false
		this.#addedAt = this.#addedAt.filter((at) => now - at < FRESH_MS)
		if (!this.#content || (this.sequence > 0 && !isChanged && this.#addedAt.length === addedBefore)) return false
		this.encoded = encodeDigest({
			...this.#content,
			board: this.#board,
			fresh: this.#addedAt.length,
			touchedAt: this.#changedAt,
		})
		return true
	}

	#readChanged(now: number): void {
		const changes = this.#projection?.readChanged(this.#changed)
		this.#changed = new Set()
		if (!changes) return
		const isNew = ({ id }: { id: string }) => !this.#knownCards.has(id)
		for (const _ of changes.put.filter(isCard).filter(isNew)) this.#addedAt.push(now)
		this.#apply(changes)
	}

	#apply({ put }: ProjectedChanges): void {
		for (const { id } of put.filter(isCard)) this.#knownCards.add(id)
		if (this.#projection) this.#content = digestBoard(this.#projection.shown)
	}
}

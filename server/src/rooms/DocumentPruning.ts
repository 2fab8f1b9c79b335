import {
	chooseLateClient,
	countOverwritten,
	dropPruned,
	hasPruning,
	pruneFields,
	recordsOf,
	TEXT_KEY,
	writeLateEdit,
} from '@charrette/shared'
import type * as Y from 'yjs'
import type { Bounds } from './bounds.ts'
import { type LateEdit, RecentPrunings } from './gate/RecentPrunings.ts'
import type { RecordChanges } from './gate/recordChanges.ts'

/** The origin of transactions that prune: they change no value. */
export const PRUNING_ORIGIN = Symbol('pruning')

export interface DocumentPruningDeps {
	doc: Y.Doc
	bounds: Pick<Bounds, 'liveOverwritten' | 'liveOverwrittenPerField' | 'livePrunedFields' | 'restOverwritten'>
	/**
	 * Whether a pruning can be made now: edits can be written, and no other node has the room open,
	 * whose members could edit a field before they receive its pruning (DOC8c).
	 */
	canPrune(): boolean
	/** Called when overwritten values were removed from the document. */
	onDropped(): void
}

/**
 * Removes overwritten values from a room's document (DOC8): now and then while people edit it, and
 * when the room closes. A pruning takes time proportional to the document; it is made once for many
 * edits.
 */
export class DocumentPruning {
	/** The prunings that this room has made a short time ago. */
	readonly recent: RecentPrunings
	readonly #deps: DocumentPruningDeps
	readonly #lateClient = chooseLateClient()
	/** The overwritten values, counted exactly when the document was loaded or pruned. */
	#overwritten = 0
	/** The number of overwritten values at which the document is pruned next. */
	#limit = Number.POSITIVE_INFINITY
	/** Whether the document was pruned since the last call of `pruneAtRest`. */
	#hasPruned = false
	/** Whether the document has received a pruning and still has the values before it. */
	#isDropDue = false

	constructor(deps: DocumentPruningDeps) {
		this.#deps = deps
		this.recent = new RecentPrunings(deps.doc)
	}

	/** Starts with a document that was just loaded. */
	watch(): void {
		const { doc } = this.#deps
		dropPruned(doc)
		this.#count()
		doc.on('afterTransaction', (transaction: Y.Transaction) => {
			if (hasPruning(transaction)) this.#isDropDue = true
		})
		doc.on('afterAllTransactions', () => {
			if (!this.#isDropDue) return
			this.#isDropDue = false
			dropPruned(doc)
			this.#deps.onDropped()
		})
	}

	/** Counts the values that an update has overwritten. */
	addUpdate(changes: RecordChanges): void {
		for (const { isWhole, fields } of changes.values())
			if (!isWhole) this.#overwritten += fields.has(TEXT_KEY) ? fields.size - 1 : fields.size
	}

	/**
	 * Writes the edits that a member has made without knowing a pruning. Call it in the transaction
	 * that has applied, and so dropped, them.
	 */
	writeAgain(edits: readonly LateEdit[]): void {
		this.recent.addLate(edits)
		for (const { record, key, value } of edits) {
			if (value === undefined) record.delete(key)
			else writeLateEdit({ record, key }, value, this.#lateClient)
		}
	}

	/** Prunes the document if many values were overwritten. Call it outside of a transaction. */
	pruneIfDue(): void {
		if (this.#overwritten < this.#limit) return
		const { liveOverwrittenPerField: minOverwritten, livePrunedFields: maxFields } = this.#deps.bounds
		this.#prune({ minOverwritten, maxFields })
	}

	/**
	 * Prunes the document of a room without members. Returns whether it was pruned since the last
	 * call, so that its log has values that a compaction would remove. Call it outside of a
	 * transaction.
	 */
	pruneAtRest(): boolean {
		if (this.#overwritten >= this.#deps.bounds.restOverwritten) this.#prune()
		const hasPruned = this.#hasPruned
		this.#hasPruned = false
		return hasPruned
	}

	#prune(selected: { minOverwritten?: number; maxFields?: number } = {}): void {
		const { doc, canPrune } = this.#deps
		if (!canPrune()) return
		const pruned = pruneFields(doc, PRUNING_ORIGIN, selected)
		this.#count()
		if (pruned.length === 0) return
		this.#hasPruned = true
		this.recent.add(pruned)
	}

	#count(): void {
		const { doc, bounds } = this.#deps
		this.#overwritten = countOverwritten(recordsOf(doc))
		// If little could be pruned, the next try comes after as many edits as a usual one.
		this.#limit = Math.max(bounds.liveOverwritten, this.#overwritten + bounds.liveOverwritten / 4)
	}
}

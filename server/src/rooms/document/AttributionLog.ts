import { CARD_IMAGE_FIELDS, DETAIL_FIELDS, planRestore, recordsOf, restoreRecords } from '@charrette/shared'
import type * as Y from 'yjs'
import type { Aspect, RecordAttribution } from '../../ports/DocStore.ts'
import type { RecordChange, RecordChanges } from '../gate/recordChanges.ts'
import { changesOf } from '../gate/recordChanges.ts'
import { Tick } from './Tick.ts'

/** The author of a change. */
export interface Author {
	/** A participant's id, or a role; empty for an anonymous author. */
	owner: string
	/** Whether the change restores earlier records, so that adding one counts as changing it. */
	isRestoring?: boolean
	/** Whether a change of this record will be undone at once. */
	isRejected?(record: string): boolean
}

const ANONYMOUS: Author = { owner: '' }

/** A record, and the aspect of it that a change concerns. */
export type RecordAspect = Pick<RecordAttribution, 'record' | 'aspect'>

/** For deletions, the last author wins, even if anonymous. */
const isAttributed = (owner: string, aspect: Aspect) => owner !== '' || aspect === 'gone'

type Action = 'add' | 'update' | 'delete'

/** Returns the action on a record, in the terms of Yjs events; undefined if the record stayed. */
function actionOf(before: unknown, after: unknown): Action | undefined {
	if (before === after) return undefined
	if (before === undefined) return 'add'
	return after === undefined ? 'delete' : 'update'
}

/**
 * The fields that history compares (`compareBoards`), by aspect; position, size and layer are not
 * among them.
 */
const ASPECTS: ReadonlyMap<string, Aspect> = new Map([
	['type', 'words'],
	['text', 'words'],
	['props.kind', 'words'],
	['props.city', 'words'],
	['props.category', 'words'],
	['props.name', 'words'],
	['meta.meaning', 'words'],
	...[...Object.values(DETAIL_FIELDS), ...Object.values(CARD_IMAGE_FIELDS)].map((field) => [field, 'words'] as const),
	...['description', 'source', 'imageAlt'].map((key) => [key, 'words'] as const),
	['parentId', 'place'],
])

/**
 * Records the authors of changes, by record (HIST7). An author is recorded once per record and
 * aspect between two captures of the board. The cost is proportional to the change.
 */
export class AttributionLog {
	readonly #doc: Y.Doc
	readonly #now: () => number
	#author = ANONYMOUS
	#areNamesHidden = false
	#capturedAt = Number.NEGATIVE_INFINITY
	#lastAt = 0
	/** The records and aspects that were recorded since the last capture, with the last author. */
	readonly #recent = new Map<string, string>()
	#pending: RecordAttribution[] = []
	#isWatching = false

	/** `now` returns the time in ms. */
	constructor(doc: Y.Doc, now: () => number) {
		this.#doc = doc
		this.#now = now
	}

	/** Starts to observe changes of the server. Changes of members are added with `addUpdate`. */
	watch(): void {
		this.#isWatching = true
		this.#doc.on('afterTransaction', (transaction: Y.Transaction) => {
			if (!(transaction.origin instanceof Tick)) this.#observe(transaction)
		})
	}

	/** While names are hidden, every change is recorded as anonymous. */
	hideNames(areHidden: boolean): void {
		this.#areNamesHidden = areHidden
	}

	/**
	 * Runs a change that the server makes, and attributes it to this author. Changes of the server
	 * outside of this call are anonymous.
	 */
	attributeTo(author: Author, change: () => void): void {
		this.#author = this.#visible(author)
		try {
			change()
		} finally {
			this.#author = ANONYMOUS
		}
	}

	/** Attributes the changes of an update that was applied in a tick. */
	addUpdate(author: Author, changes: RecordChanges): void {
		if (!this.#isWatching) return
		const records = recordsOf(this.#doc)
		this.#author = this.#visible(author)
		for (const [id, change] of changes)
			this.#addChange(id, change, change.isWhole ? actionOf(change.before, records.get(id)) : undefined)
		this.#author = ANONYMOUS
	}

	/** Records that the server has removed a record in a tick. */
	addRemoved(record: string): void {
		if (this.#isWatching) this.#record(record, 'gone')
	}

	/**
	 * Returns the time in ms at which the board is captured: no earlier attribution is after it, and
	 * no later one before it.
	 */
	captureNow(): number {
		this.#capturedAt = Math.max(this.#now(), this.#lastAt, this.#capturedAt)
		this.#recent.clear()
		return this.#capturedAt
	}

	/** The attributions since the last call. */
	take(): RecordAttribution[] {
		const pending = this.#pending
		if (pending.length > 0) this.#pending = []
		return pending
	}

	/**
	 * Returns attributions, by this owner, of the changes of a document that is to replace this one.
	 */
	attributeReplacement(changes: readonly RecordAspect[], by: string): RecordAttribution[] {
		const { owner } = this.#visible({ owner: by })
		const at = this.#nextTime()
		return changes.flatMap((change) => (isAttributed(owner, change.aspect) ? [{ ...change, owner, at }] : []))
	}

	#visible(author: Author): Author {
		return this.#areNamesHidden ? { ...author, owner: '' } : author
	}

	#observe(transaction: Y.Transaction): void {
		const root = this.#doc.share.get('records')
		const event = root && transaction.changedParentTypes.get(root)?.find(({ target }) => target === root)
		for (const [id, change] of changesOf(this.#doc, transaction))
			this.#addChange(id, change, change.isWhole ? event?.changes.keys.get(id)?.action : undefined)
	}

	/**
	 * Records the author of a change. A new record is left out, since it names its author itself,
	 * unless it is restored.
	 */
	#addChange(record: string, { fields }: RecordChange, action: Action | undefined): void {
		if (action === 'delete') this.#record(record, 'gone')
		else if (action === 'update' || (action === 'add' && this.#author.isRestoring))
			for (const aspect of ['words', 'place'] as const) this.#record(record, aspect)
		else if (action === undefined) for (const key of fields) this.#record(record, ASPECTS.get(key))
	}

	#record(record: string, aspect: Aspect | undefined): void {
		const { owner, isRejected } = this.#author
		if (!aspect || !isAttributed(owner, aspect) || isRejected?.(record)) return
		const key = aspect === 'gone' ? `${record} gone` : `${record} ${aspect} ${owner}`
		if (this.#recent.get(key) === owner) return
		this.#recent.set(key, owner)
		this.#lastAt = this.#nextTime()
		this.#pending.push({ record, aspect, owner, at: this.#lastAt })
	}

	/**
	 * Returns a time later than the last capture and not before the last attribution, even if the
	 * clock was set back.
	 */
	#nextTime(): number {
		return Math.max(this.#now(), this.#lastAt, this.#capturedAt + 1)
	}
}

/**
 * Restores a document to the content of another one, and returns the records and aspects that this
 * changes.
 */
export function restoreAndList(doc: Y.Doc, goal: Y.Doc): RecordAspect[] {
	const log = new AttributionLog(doc, () => 0)
	log.watch()
	log.attributeTo({ owner: 'restore', isRestoring: true }, () => restoreRecords(doc, planRestore(doc, goal)))
	return log.take().map(({ record, aspect }) => ({ record, aspect }))
}

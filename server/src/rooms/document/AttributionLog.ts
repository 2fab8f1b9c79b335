import {
	CARD_FIELDS,
	COMPARED_FIELDS,
	isThreadRecord,
	JOINED_KEY,
	localeOfKey,
	planRestore,
	recordsOf,
	restoreRecords,
	textsOf,
} from '@charrette/shared'
import type * as Y from 'yjs'
import type { Aspect, RecordAttribution } from '../../ports/DocStore.ts'
import type { RecordChange, RecordChanges } from '../gate/recordChanges.ts'
import { changesOf } from '../gate/recordChanges.ts'
import { Tick } from './Tick.ts'

/** The author of a change, and how it is to be recorded. */
export interface Attributed {
	/** A participant's id, or a role; empty for an anonymous author. */
	author: string
	/** Whether the change restores earlier records, so that adding one counts as changing it. */
	isRestoring?: boolean
	/** Whether a change of this record will be undone at once. */
	isRejected?(record: string): boolean
}

const ANONYMOUS: Attributed = { author: '' }

/** A record, and the aspect of it that a change concerns. */
export type RecordAspect = Pick<RecordAttribution, 'record' | 'aspect'>

/** Deletions and new records are recorded without an author, too: the last author wins. */
const isWithoutAuthor = (aspect: Aspect) => aspect === 'gone' || aspect === 'new'
const isAttributed = (author: string, aspect: Aspect) => author !== '' || isWithoutAuthor(aspect)

/** The types of the records whose additions are recorded, if they are shapes or messages. */
const RECORDED_TYPES: ReadonlySet<unknown> = new Set(['card', 'arrow', 'frame', 'image', 'note'])
const isRecordedType = (id: string, type: unknown) => RECORDED_TYPES.has(type) && !id.startsWith('binding:')

type Action = 'add' | 'update' | 'delete'

/** Returns the action on a record, in the terms of Yjs events; undefined if the record stayed. */
function actionOf(before: unknown, after: unknown): Action | undefined {
	if (before === after) return undefined
	if (before === undefined) return 'add'
	return after === undefined ? 'delete' : 'update'
}

const inWords = (key: string): [string, Aspect] => [key, 'words']

/**
 * The fields that history compares (`compareBoards`), by aspect; position, size and layer are not
 * among them.
 */
const ASPECTS: ReadonlyMap<string, Aspect> = new Map([
	...['type', 'props.name', 'meta.meaning', ...COMPARED_FIELDS.map((field) => CARD_FIELDS[field].key)].map(inWords),
	...textsOf('card').flatMap(({ key, field }) => [inWords(key), inWords(field)]),
	[CARD_FIELDS.cluster.key, 'place'],
	[JOINED_KEY, 'join'],
])

const aspectOf = (key: string) => (localeOfKey(key) === null ? ASPECTS.get(key) : 'words')

/**
 * Records the authors of changes, by record (HIST7). An author is recorded once per record and
 * aspect between two captures of the board. The cost is proportional to the change.
 */
export class AttributionLog {
	readonly #doc: Y.Doc
	readonly #now: () => number
	#current = ANONYMOUS
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
	attributeTo(attributed: Attributed, change: () => void): void {
		this.#current = this.#visible(attributed)
		try {
			change()
		} finally {
			this.#current = ANONYMOUS
		}
	}

	addUpdate(attributed: Attributed, changes: RecordChanges): void {
		if (!this.#isWatching) return
		const records = recordsOf(this.#doc)
		this.#current = this.#visible(attributed)
		for (const [id, change] of changes)
			this.#addChange(id, change, change.isWhole ? actionOf(change.before, records.get(id)) : undefined)
		this.#current = ANONYMOUS
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
	 * Returns attributions, by this author, of the changes of a document that is to replace this one.
	 */
	attributeReplacement(changes: readonly RecordAspect[], author: string): RecordAttribution[] {
		const visible = this.#areNamesHidden ? '' : author
		const at = this.#nextTime()
		return changes.flatMap((change) =>
			isAttributed(visible, change.aspect) ? [{ ...change, author: visible, at }] : [],
		)
	}

	#visible(attributed: Attributed): Attributed {
		return this.#areNamesHidden ? { ...attributed, author: '' } : attributed
	}

	#observe(transaction: Y.Transaction): void {
		const root = this.#doc.share.get('records')
		const event = root && transaction.changedParentTypes.get(root)?.find(({ target }) => target === root)
		for (const [id, change] of changesOf(this.#doc, transaction))
			this.#addChange(id, change, change.isWhole ? event?.changes.keys.get(id)?.action : undefined)
	}

	/**
	 * Records the author of a change. A restored record counts as changed, too.
	 */
	#addChange(record: string, { fields }: RecordChange, action: Action | undefined): void {
		if (action === 'delete') this.#record(record, 'gone')
		if (action === 'add' && isRecordedType(record, recordsOf(this.#doc).get(record)?.get('type')))
			this.#record(record, 'new')
		if (action === 'update' || (action === 'add' && this.#current.isRestoring))
			for (const aspect of ['words', 'place'] as const) this.#record(record, aspect)
		else if (action === undefined) for (const key of fields) this.#record(record, aspectOf(key))
	}

	#record(record: string, aspect: Aspect | undefined): void {
		const { author, isRejected } = this.#current
		if (!aspect || !isAttributed(author, aspect) || isRejected?.(record)) return
		if (isThreadRecord(record) && aspect !== 'new') return
		const key = `${record} ${aspect}${isWithoutAuthor(aspect) ? '' : ` ${author}`}`
		if (this.#recent.get(key) === author) return
		this.#recent.set(key, author)
		this.#lastAt = this.#nextTime()
		this.#pending.push({ record, aspect, author, at: this.#lastAt })
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
	log.attributeTo({ author: 'restore', isRestoring: true }, () => restoreRecords(doc, planRestore(doc, goal)))
	return log.take().map(({ record, aspect }) => ({ record, aspect }))
}

import { MAX_UNDONE_RECORDS, namedPlace, type Records, type UndoneCreation } from '@charrette/shared'
import * as Y from 'yjs'
import { createObservable, type Observable } from '../connection/observable.ts'
import {
	addTo,
	copiesOf,
	type Ids,
	isEmptyStep,
	isWorkedOn,
	planStep,
	restoredPlaces,
	type Step,
	type UndoPlan,
} from './undoPlan.ts'

/** The origin of this person's transactions: only these can be undone here (DOC5, DOC6). */
export const LOCAL_ORIGIN = Symbol('local')

/** The maximum number of undo steps: each step keeps deleted content in memory. */
const MAX_STEPS = 200

/** The key of a step's note: the state vector of the document after it. */
const SEEN = Symbol('seen')

/** The reason why a step was not reverted, or not completely. */
interface UndoNotice {
	type: 'undo' | 'redo'
	/**
	 * The records that the step created and that stay, because others have worked on them; empty if
	 * others have changed everything that could be reverted.
	 */
	kept: string[]
}

/** This person's undo history of a document. */
export interface UndoHistory {
	/** The number of steps that can be undone, and redone. */
	count: Observable<{ undo: number; redo: number }>
	/** The notice of the last undo or redo; null if it was complete. */
	notice: Observable<UndoNotice | null>
	/**
	 * The last undone creation that others had worked on, for presence; null if there is none.
	 */
	undone: Observable<UndoneCreation | null>
	/** Whether this person has changed a record, or referred to it, and not undone that. */
	hasWorkedOn(record: string): boolean
	/** Undoes the last step, and no older one if others have changed it since. */
	undo(): void
	redo(): void
	/** Ends the current step: the next change starts a new one. */
	startStep(): void
	/**
	 * Returns an object that identifies the last step. Returns another object, or null, once the step
	 * is undone or another step follows.
	 */
	last(): object | null
	close(): void
}

/**
 * Creates the undo history of a document (DOC6): a Y.UndoManager on local origins, which never
 * reverts another person's field. There is one for each document, so that a step made on the canvas
 * can be undone in the list.
 */
export function createUndoHistory(records: Records): UndoHistory {
	const doc = records.doc as Y.Doc
	let plan: UndoPlan | null = null
	const manager = new Y.UndoManager([records], {
		trackedOrigins: new Set([LOCAL_ORIGIN]),
		captureTimeout: Number.MAX_SAFE_INTEGER,
		ignoreRemoteMapChanges: true,
		deleteFilter: (item) => !plan?.isKept(item),
	})
	const count = createObservable({ undo: 0, redo: 0 })
	const notice = createObservable<UndoNotice | null>(null)
	/** The copies that undo and redo made of other people's items. */
	let foreignCopies: Ids = Y.createDeleteSet()
	const isForeign = (id: Y.ID) => id.client !== doc.clientID || Y.isDeleted(foreignCopies, id)
	const undone = createObservable<UndoneCreation | null>(null)
	/** The items that this person deleted, of each transaction. */
	let ownDeletions: Ids[] = []
	const isOwnDeletion = (id: Y.ID) => ownDeletions.some((deletions) => Y.isDeleted(deletions, id))
	const onTransaction = ({ origin, deleteSet }: Y.Transaction) => {
		if ((origin === LOCAL_ORIGIN || origin === manager) && deleteSet.clients.size > 0) ownDeletions.push(deleteSet)
	}
	doc.on('afterTransaction', onTransaction)
	/** Notes the state of the document right after a step. */
	const onStep = ({ stackItem }: { stackItem: Step }) => {
		const clients = [...doc.store.clients.keys()]
		stackItem.meta.set(SEEN, new Map(clients.map((client) => [client, Y.getState(doc.store, client)])))
	}
	manager.on('stack-item-added', onStep)
	manager.on('stack-item-updated', onStep)
	const onStackChange = () => {
		if (plan) return
		if (manager.undoStack.length > MAX_STEPS) manager.undoStack.shift()
		count.set({ undo: manager.undoStack.length, redo: manager.redoStack.length })
	}
	for (const name of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
		manager.on(name, onStackChange)

	function startStep(): void {
		manager.stopCapturing()
		const step = manager.undoStack.at(-1)
		if (!step || !isEmptyStep(step)) return
		manager.undoStack.pop()
		onStackChange()
	}

	function revert(type: UndoNotice['type']): void {
		startStep()
		const step = manager[`${type}Stack`].at(-1)
		if (!step) return
		ownDeletions = [Y.mergeDeleteSets(ownDeletions)]
		const seen: ReadonlyMap<number, number> = step.meta.get(SEEN) ?? new Map()
		const isLater = ({ client, clock }: Y.ID) => clock >= (seen.get(client) ?? 0)
		const deps = { step, type, records, isForeign, isOwnDeletion, isLater }
		plan = doc.transact((transaction) => planStep(transaction, deps))
		const { removed, restored, keptRecords: kept } = plan
		Object.assign(step, { insertions: removed, deletions: restored })
		const isDone = popOne(manager, type) !== null
		plan = null
		if (isDone) {
			const copies = doc.transact((transaction) => copiesOf(transaction, restored, (item) => isForeign(item.id)))
			const named = nameRestoredPlaces(manager, { type, restored, copies, records })
			foreignCopies = Y.mergeDeleteSets([foreignCopies, copies, named])
		}
		onStackChange()
		notice.set(isDone && kept.length === 0 ? null : { type, kept })
		if (type === 'undo' && kept.length > 0)
			undone.set({ records: kept.slice(0, MAX_UNDONE_RECORDS), n: (undone.get()?.n ?? 0) + 1 })
	}

	return {
		count,
		notice,
		undone,
		hasWorkedOn: (record) => isWorkedOn(records, record, (id) => !isForeign(id)),
		undo: () => revert('undo'),
		redo: () => revert('redo'),
		startStep,
		last: () => manager.undoStack.at(-1) ?? null,
		close() {
			doc.off('afterTransaction', onTransaction)
			manager.destroy()
		},
	}
}

/**
 * Reverts the last step of a stack. Returns null if that had no effect. Yjs then reverts the step
 * before it, so it gets a stack of a single step.
 */
function popOne(manager: Y.UndoManager, type: 'undo' | 'redo'): Step | null {
	const stack = `${type}Stack` as const
	const others = manager[stack].slice(0, -1)
	manager[stack] = manager[stack].slice(-1)
	const reverted = manager[type]()
	manager[stack] = others
	return reverted
}

/**
 * Names the parent in the places that a step has restored without one, as stock clients and new
 * shapes write them, in the same step. Otherwise such a place would be read as relative to a parent
 * that another person sets at the same time (DOC1a). Returns the ids of those whose value another
 * person wrote, which is one of `copies`.
 */
function nameRestoredPlaces(
	manager: Y.UndoManager,
	{ type, restored, copies, records }: { type: 'undo' | 'redo'; restored: Ids; copies: Ids; records: Records },
): Ids {
	const doc = records.doc as Y.Doc
	const named = Y.createDeleteSet()
	const places = doc.transact((transaction) => restoredPlaces(transaction, restored))
	if (places.length === 0) return named
	const stack = manager[type === 'undo' ? 'redoStack' : 'undoStack']
	const before = stack.length
	const state = type === 'undo' ? 'undoing' : 'redoing'
	manager[state] = true
	doc.transact(() => {
		for (const { id, shape } of places) {
			shape.set('xy', namedPlace(shape, records))
			const item = shape._map.get('xy')
			if (item && Y.isDeleted(copies, id)) addTo(named, item.id, 1)
		}
	}, manager)
	manager[state] = false
	mergeSteps(stack, before)
	return named
}

/** Merges the steps of a stack from this index on into the one before them. */
function mergeSteps(stack: Step[], from: number): void {
	const [last, ...added] = stack.splice(from - 1)
	if (!last) return
	const mergeAll = (part: 'insertions' | 'deletions') => Y.mergeDeleteSets([last, ...added].map((step) => step[part]))
	stack.push(Object.assign(last, { insertions: mergeAll('insertions'), deletions: mergeAll('deletions') }))
}

/** Returns a function that undoes the last step. It does nothing once another step has followed. */
export function undoIfLast(undo: UndoHistory): () => void {
	const step = undo.last()
	return () => {
		if (undo.last() === step) undo.undo()
	}
}

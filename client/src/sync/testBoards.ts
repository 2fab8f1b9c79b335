import { type BoardRecord, buildCard, buildCluster, type CardShape, type Records, recordsOf } from '@charrette/shared'
import type { TLStore } from '@tldraw/tldraw'
import * as Y from 'yjs'
import { createBoardStore } from './bindCanvas.ts'
import { bindStore, type StoreBinding } from './bindStore.ts'
import { readLiveFields } from './pendingChanges.ts'
import { LOCAL_ORIGIN } from './undoHistory.ts'

let frames: (() => void)[] = []

/**
 * Makes `paint` the only source of frames. Must be called before a board is created. tldraw's store
 * calls its listeners a frame after a change, as in a browser; without the flag it would do so at
 * once.
 */
export function controlFrames(): void {
	Object.assign(globalThis, { __FORCE_RAF_IN_TESTS__: true })
	paint()
	globalThis.requestAnimationFrame = (call) => frames.push(() => call(0))
	globalThis.cancelAnimationFrame = (frame) => {
		frames[frame - 1] = () => {}
	}
}

/** Renders frames until no callback waits for one. */
export function paint(): void {
	for (let index = 0; index < frames.length; index++) frames[index]?.()
	frames = []
}

/**
 * A person's board: a document, its store and their binding. The test starts and ends its gestures.
 */
export interface TestBoard {
	doc: Y.Doc
	records: Records
	store: TLStore
	binding: StoreBinding
	undo: Y.UndoManager
	/** The updates of this person's own changes. */
	written: Uint8Array[]
	canWrite: boolean
	pendingCount: number
	/** Starts a gesture: changes are pending from now on. */
	startGesture(): void
	/** Ends the gesture, which writes it. */
	endGesture(): void
	/** Cancels the gesture: restores whole records, as tldraw does. */
	cancelGesture(): void
	put(record: BoardRecord): void
	change<Record extends BoardRecord>(id: string, change: (record: Record) => Record): void
	remove(id: string): void
	get<Record extends BoardRecord>(id: string): Record | undefined
}

/** Binds a new store to a new document with this client id. */
export function createTestBoard(clientID: number): TestBoard {
	const doc = new Y.Doc()
	doc.clientID = clientID
	const records = recordsOf(doc)
	const store = createBoardStore()
	const written: Uint8Array[] = []
	doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin === LOCAL_ORIGIN) written.push(update)
	})
	let isGesturing = false
	/** The records that this person changed in the gesture, as they were before. */
	const before = new Map<string, BoardRecord | undefined>()
	/**
	 * Changes a record and keeps its former state, as tldraw's history does, unless nothing changed.
	 */
	const changeRecord = (id: string, run: () => void) => {
		const was = store.get(id as BoardRecord['id']) as BoardRecord | undefined
		run()
		if (!before.has(id) && store.get(id as BoardRecord['id']) !== was) before.set(id, was)
	}
	const undo = new Y.UndoManager([records], {
		trackedOrigins: new Set([LOCAL_ORIGIN]),
		captureTimeout: Number.MAX_SAFE_INTEGER,
	})
	const board: TestBoard = {
		doc,
		records,
		store,
		undo,
		written,
		canWrite: true,
		pendingCount: 0,
		binding: bindStore({
			store,
			records,
			canWrite: () => board.canWrite,
			isInGesture: () => isGesturing,
			markPending() {
				board.pendingCount++
				return () => board.pendingCount--
			},
		}),
		startGesture() {
			isGesturing = true
			board.binding.flush()
			undo.stopCapturing()
			before.clear()
		},
		endGesture() {
			isGesturing = false
			board.binding.flush()
		},
		cancelGesture() {
			board.binding.cancelGesture(() => {
				for (const [id, record] of before) {
					if (record) store.put([record])
					else store.remove([id as BoardRecord['id']])
				}
			})
			isGesturing = false
			board.binding.flush()
		},
		put(record) {
			changeRecord(record.id, () => store.put([record]))
		},
		change(id, change) {
			const record = store.get(id as BoardRecord['id'])
			if (record) changeRecord(id, () => store.put([change(record as never)]))
		},
		remove(id) {
			changeRecord(id, () => store.remove([id as BoardRecord['id']]))
		},
		get: (id) => store.get(id as BoardRecord['id']) as never,
	}
	return board
}

/** Connects documents: each update is applied to the others at once. */
function connect(...boards: readonly TestBoard[]): void {
	for (const from of boards)
		from.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'peer') for (const to of boards) if (to !== from) Y.applyUpdate(to.doc, update, 'peer')
		})
}

/** Returns a position among siblings. */
export const at = (index: string, parent?: string) => ({
	x: 0,
	y: 0,
	index: index as never,
	...(parent ? { parent } : {}),
})
/** Returns a card whose text is its id. */
export const card = (id: string, index = 'a1') => buildCard(id, at(index), { kind: 'obstacle', text: id })
/** Moves a record along both axes. */
export const move = (board: TestBoard, id: string, x: number) =>
	board.change<CardShape>(id, (record) => ({ ...record, x, y: x }))

/** Returns the boards of two connected people, with two cards and a cluster. */
export function twoBoards(): [TestBoard, TestBoard] {
	const [ana, li] = [createTestBoard(1), createTestBoard(2)]
	connect(ana, li)
	for (const record of [card('a'), buildCluster('f', at('a2'), { title: 'f', w: 300, h: 300 }), card('b', 'a3')])
		ana.put(record)
	ana.binding.flush()
	ana.undo.stopCapturing()
	paint()
	ana.written.length = 0
	return [ana, li]
}

/** Gives a card another kind. */
export const recolour = (board: TestBoard, id: string, kind: CardShape['props']['kind']) =>
	board.change<CardShape>(id, (record) => ({ ...record, props: { ...record.props, kind } }))
/** Returns the position of a record in the document. */
export const xyOf = (board: TestBoard, id: string) => board.records.get(id)?.get('xy') ?? [0, 0]

/** Sends one person's live fields to another, as presence does. */
export function sharePending(from: TestBoard, to: TestBoard): void {
	const live = JSON.parse(JSON.stringify(from.binding.liveGesture.read() ?? null))
	to.binding.setOverlay(from.doc.clientID, readLiveFields(live))
	paint()
}

/** Returns the shapes and bindings in a board's store, by id. */
export function recordsIn({ store }: TestBoard): Map<string, BoardRecord> {
	const records = store.allRecords().filter(({ typeName }) => typeName === 'shape' || typeName === 'binding')
	return new Map(records.map((record) => [record.id, record as BoardRecord]))
}

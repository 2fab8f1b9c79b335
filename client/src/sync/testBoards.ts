import { type BoardRecord, buildCard, buildCluster, type CardShape, type Records, recordsOf } from '@charrette/shared'
import type { TLStore } from '@tldraw/tldraw'
import * as Y from 'yjs'
import { createBoardStore } from './bindCanvas.ts'
import { bindStore, type StoreBinding } from './bindStore.ts'
import { readLiveFields } from './pendingChanges.ts'
import { LOCAL_ORIGIN } from './undoHistory.ts'

let frames: (() => void)[] = []

/** Frames come when the test says so; call it before anything is bound. */
export function controlFrames(): void {
	frames = []
	globalThis.requestAnimationFrame = (call) => frames.push(() => call(0))
	globalThis.cancelAnimationFrame = (frame) => {
		frames[frame - 1] = () => {}
	}
}

/** Paints until nothing waits for a frame any more. */
export function paint(): void {
	for (let index = 0; index < frames.length; index++) frames[index]?.()
	frames = []
}

/** One person's board: a document, its store, what ties them, and the hand, which the test opens and closes. */
export interface TestBoard {
	doc: Y.Doc
	records: Records
	store: TLStore
	binding: StoreBinding
	undo: Y.UndoManager
	/** Updates that this person's own changes made. */
	written: Uint8Array[]
	canWrite: boolean
	pendingCount: number
	/** Takes hold: what changes now is in the hand. */
	startGesture(): void
	/** Opens the hand. */
	endGesture(): void
	/** Goes back to where the hand took hold, whole records, as tldraw does. */
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
	let isGripping = false
	/** What this person changed since the hand took hold, as it was before. */
	const before = new Map<string, BoardRecord | undefined>()
	/** Runs a change of one record, and remembers how it was, as tldraw's history does: not if it comes to nothing. */
	const remembering = (id: string, run: () => void) => {
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
			isInGesture: () => isGripping,
			markPending() {
				board.pendingCount++
				return () => board.pendingCount--
			},
		}),
		startGesture() {
			isGripping = true
			board.binding.flush()
			undo.stopCapturing()
			before.clear()
		},
		endGesture() {
			isGripping = false
			board.binding.flush()
		},
		cancelGesture() {
			board.binding.cancelGesture(() => {
				for (const [id, record] of before) {
					if (record) store.put([record])
					else store.remove([id as BoardRecord['id']])
				}
			})
			isGripping = false
			board.binding.flush()
		},
		put(record) {
			remembering(record.id, () => store.put([record]))
		},
		change(id, change) {
			const record = store.get(id as BoardRecord['id'])
			if (record) remembering(id, () => store.put([change(record as never)]))
		},
		remove(id) {
			remembering(id, () => store.remove([id as BoardRecord['id']]))
		},
		get: (id) => store.get(id as BoardRecord['id']) as never,
	}
	return board
}

/** Ties documents together, update by update, at once. */
function connect(...boards: readonly TestBoard[]): void {
	for (const from of boards)
		from.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'peer') for (const to of boards) if (to !== from) Y.applyUpdate(to.doc, update, 'peer')
		})
}

/** A place among siblings. */
export const at = (index: string, parent?: string) => ({
	x: 0,
	y: 0,
	index: index as never,
	...(parent ? { parent } : {}),
})
/** A card whose text is its id. */
export const card = (id: string, index = 'a1') => buildCard(id, at(index), { kind: 'obstacle', text: id })
/** Moves a record along both axes. */
export const move = (board: TestBoard, id: string, x: number) =>
	board.change<CardShape>(id, (record) => ({ ...record, x, y: x }))

/** Two people at a board with a card, a cluster and a second card. */
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
/** Where the document has a record. */
export const xyOf = (board: TestBoard, id: string) => board.records.get(id)?.get('xy') ?? [0, 0]

/** Shows one person's hand to another, as it would travel. */
export function sharePending(from: TestBoard, to: TestBoard): void {
	const live = JSON.parse(JSON.stringify(from.binding.liveGesture.read() ?? null))
	to.binding.setOverlay(from.doc.clientID, readLiveFields(live))
	paint()
}

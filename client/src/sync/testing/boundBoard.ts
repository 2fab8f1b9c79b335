import type { BoardRecord, Records } from '@charrette/shared'
import { recordsOf } from '@charrette/shared'
import type { TLStore } from '@tldraw/tldraw'
import * as Y from 'yjs'
import type { DocumentBinding } from '../bindDocument.ts'
import { bindDocument } from '../bindDocument.ts'
import { createBoardStore } from '../createBoardStore.ts'
import { LOCAL } from '../origins.ts'

let frames: (() => void)[] = []

/** Frames come when the test says so; call it before anything is bound. */
export function holdFrames(): void {
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
export interface BoundBoard {
	doc: Y.Doc
	records: Records
	store: TLStore
	binding: DocumentBinding
	undo: Y.UndoManager
	/** Updates that this person's own changes made. */
	written: Uint8Array[]
	canWrite: boolean
	held: number
	/** Takes hold: what changes now is in the hand. */
	grip(): void
	/** Opens the hand. */
	release(): void
	/** Goes back to where the hand took hold, whole records, as tldraw does. */
	escape(): void
	put(record: BoardRecord): void
	change<Record extends BoardRecord>(id: string, change: (record: Record) => Record): void
	remove(id: string): void
	get<Record extends BoardRecord>(id: string): Record | undefined
}

/** Binds a new store to a new document with this client id. */
export function bindBoard(clientID: number): BoundBoard {
	const doc = new Y.Doc()
	doc.clientID = clientID
	const records = recordsOf(doc)
	const store = createBoardStore()
	const written: Uint8Array[] = []
	doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin === LOCAL) written.push(update)
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
		trackedOrigins: new Set([LOCAL]),
		captureTimeout: Number.MAX_SAFE_INTEGER,
	})
	const board: BoundBoard = {
		doc,
		records,
		store,
		undo,
		written,
		canWrite: true,
		held: 0,
		binding: bindDocument({
			store,
			records,
			canWrite: () => board.canWrite,
			isInGesture: () => isGripping,
			hold() {
				board.held++
				return () => board.held--
			},
		}),
		grip() {
			isGripping = true
			board.binding.flush()
			undo.stopCapturing()
			before.clear()
		},
		release() {
			isGripping = false
			board.binding.flush()
		},
		escape() {
			board.binding.bail(() => {
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
export function connect(...boards: readonly BoundBoard[]): void {
	for (const from of boards)
		from.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'peer') for (const to of boards) if (to !== from) Y.applyUpdate(to.doc, update, 'peer')
		})
}

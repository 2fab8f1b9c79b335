import { BoardProjection, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { createCell } from '../session/cell.ts'
import type { SaveStatus } from '../session/saveStatus.ts'
import { createBoardStore } from './createBoardStore.ts'
import type { OpenBoard } from './openBoard.ts'

/** An earlier moment of a board as the canvas has it: filled once, to be looked at, and tied to no room. */
export function openMoment(update: Uint8Array): OpenBoard {
	const doc = new Y.Doc()
	const projection = new BoardProjection(recordsOf(doc))
	Y.applyUpdate(doc, update)
	projection.readAll()
	const store = createBoardStore()
	store.mergeRemoteChanges(() => store.put([...projection.shown.values()]))
	doc.destroy()
	return {
		store,
		saveStatus: createCell<SaveStatus>({ state: 'saved' }),
		storage: createCell('ok'),
		steps: createCell({ undo: 0, redo: 0 }),
		takeLoss: () => null,
		attach(editor) {
			editor.updateInstanceState({ isReadonly: true })
			return () => {}
		},
		bindText: () => null,
		close: () => {},
	}
}

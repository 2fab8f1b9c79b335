import type { RoomId } from '@charrette/shared'
import * as Y from 'yjs'
import { connectRoom } from '../connection/connectRoom.ts'
import { createSaveTracker } from '../connection/saveStatus.ts'
import { type WaitingEdits, writeAsNew } from './waitingEdits.ts'

/** The board cannot be edited meanwhile. */
const MAX_KEEP_MS = 30_000

interface KeepAsNewOptions {
	room: RoomId
	token: string
	params: Record<string, string>
	/** The document with the waiting edits. */
	source: Y.Doc
	waiting: WaitingEdits
}

/**
 * Writes the values of waiting edits into a second document of the room, which has only what the
 * server has. Resolves with true once they are saved, and with false if the connection is lost or
 * too slow: then the edits go on waiting.
 */
export function keepAsNew({ room, token, params, source, waiting }: KeepAsNewOptions): Promise<boolean> {
	return new Promise((resolve) => {
		const doc = new Y.Doc()
		const saves = createSaveTracker({ access: 'edit' })
		doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
			if (local) saves.changed()
		})
		const connection = connectRoom({ room, token, params, doc, saves })
		let isWritten = false
		let hasEnded = false
		const timer = setTimeout(() => end(false), MAX_KEEP_MS)
		function end(isKept: boolean): void {
			if (hasEnded) return
			hasEnded = true
			clearTimeout(timer)
			connection.close()
			doc.destroy()
			resolve(isKept)
		}
		connection.status.subscribe(() => {
			const { state } = connection.status.get()
			if (state === 'offline' || state === 'closed') end(false)
			if (state !== 'live' || isWritten) return
			isWritten = true
			writeAsNew(source, doc, waiting)
		})
		saves.status.subscribe(() => {
			const { state } = saves.status.get()
			if (state === 'saved' && isWritten) end(true)
			if (state === 'refused') end(false)
		})
	})
}

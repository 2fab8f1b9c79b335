import type { RoomId, WaitingStructs } from '@charrette/shared'
import * as Y from 'yjs'
import { connectRoom } from '../connection/connectRoom.ts'
import { createSaveTracker, type SaveTracker } from '../connection/saveStatus.ts'
import { findWaitingEdits, joinWaitingEdits, type WaitingEdits, writeAsNew } from './waitingEdits.ts'

/** Each client id adds to the document, so only so many are taken while edits wait. */
const MAX_NEW_IDS = 16
/** The board cannot be edited meanwhile. */
const MAX_KEEP_MS = 30_000

/** The address of a room. */
interface RoomAddress {
	room: RoomId
	token: string
	params: Record<string, string>
}

interface WaitingTrackerDeps {
	server: RoomAddress
	doc: Y.Doc
	saves: SaveTracker
	/** Writes pending changes into the document. */
	flush(): void
	/** Called when `isKeeping` has changed. */
	onKeeping(): void
	/** Called when the server has all values of the document, which has to be opened again. */
	onKept(): void
}

interface WaitingTracker {
	/** Takes the answer of the server to a frame with edits that wait. */
	take(structs: WaitingStructs, renewClientId: () => number): void
	/** See `BoardDocument.keepWaiting`. */
	keep(): Promise<void>
	/** Returns whether the values are being written again: the document must not change then. */
	isKeeping(): boolean
}

/** Tracks the edits of a document that wait for another device (GATE6b). */
export function trackWaitingEdits(deps: WaitingTrackerDeps): WaitingTracker {
	const { server, doc, saves, flush, onKeeping, onKept } = deps
	const ids = new Set([doc.clientID])
	let waiting: WaitingEdits | null = null
	let isKeeping = false

	function setKeeping(is: boolean): void {
		isKeeping = is
		onKeeping()
	}

	return {
		isKeeping: () => isKeeping,
		take(structs, renewClientId) {
			const own = { ids, hasUnsaved: saves.changes.get() > 0, hasFound: saves.hasFound() }
			const found = findWaitingEdits(doc, structs, own)
			if (!found) return
			waiting = joinWaitingEdits(saves.isWaiting() ? waiting : null, found)
			saves.waiting(waiting)
			// The edits that follow under the same client id would have to wait, too.
			const isBlocked =
				structs.waiting.some(([client]) => client === doc.clientID) ||
				structs.missing.some(({ client }) => client === doc.clientID)
			if (isBlocked && ids.size <= MAX_NEW_IDS) ids.add(renewClientId())
		},
		async keep() {
			flush()
			if (!waiting || isKeeping || saves.status.get().state !== 'waitingForDevice') return
			setKeeping(true)
			const isKept = await keepAsNew(server, doc, waiting)
			if (isKept) onKept()
			else setKeeping(false)
		},
	}
}

/**
 * Writes the values of waiting edits into a second document of the room, which has only what the
 * server has. Resolves with true once they are saved, and with false if the connection is lost or
 * too slow: then the edits go on waiting.
 */
function keepAsNew(server: RoomAddress, source: Y.Doc, waiting: WaitingEdits): Promise<boolean> {
	return new Promise((resolve) => {
		const doc = new Y.Doc()
		const saves = createSaveTracker({ access: 'edit' })
		doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
			if (local) saves.changed()
		})
		const connection = connectRoom({ ...server, doc, saves })
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

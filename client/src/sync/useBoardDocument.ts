import { type Access, type BoardId, CLOSE, type CloseCode, type RoomId } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { BoardDocument, BoardDocumentHandle, DiscardedDocument } from './BoardDocument.ts'
import { openBoardDocument } from './openBoardDocument.ts'

export type BoardDocumentState =
	| { state: 'connecting'; isOffline: boolean }
	| { state: 'open'; document: BoardDocument }
	| { state: 'refused'; code: CloseCode }

interface UseBoardDocumentOptions {
	board: BoardId
	room: RoomId
	/** The epoch of the room's document (REST1). */
	epoch: number
	credentials: Credentials
	/** This person's access to the board now; the server enforces it. */
	access: Access
	/** Whether the controls are disabled, although the server would take edits. */
	isReadOnly?: boolean
	/** Called when the server has undone a change to a locked card (SETUP1). */
	onLocked?(): void
	/** Called with the names of images whose upload was running and that could not be added. */
	onLostImages(names: readonly string[]): void
}

/**
 * Close codes after which the document is discarded and the board opened again, because the server
 * would reject every edit of this document.
 */
const REJECTING_CODES: readonly CloseCode[] = [CLOSE.rejectedEdit, CLOSE.badFrame]
/**
 * The time to wait for the epoch of a new document, which arrives with the workshop's state. After
 * it, the board is opened again.
 */
const REOPEN_MS = 2000

/**
 * Removes the stored copy of a rejected document, unless another person has claimed its client id:
 * the next document keeps its edits as waiting (GATE6b).
 */
function discardRejected(handle: BoardDocumentHandle): void {
	if (handle.refusal() !== 'foreign') handle.discard()
}

/**
 * Opens a room's document while the component is mounted. If the document is rejected or replaced,
 * the board is opened again, and the next document carries the discarded one.
 */
export function useBoardDocument(options: UseBoardDocumentOptions): BoardDocumentState {
	const { board, room, epoch, credentials, access, isReadOnly = false, onLocked, onLostImages } = options
	const [state, setState] = useState<BoardDocumentState>({ state: 'connecting', isOffline: false })
	const [generation, setGeneration] = useState(0)
	const handleRef = useRef<BoardDocumentHandle | null>(null)
	const discarded = useRef<DiscardedDocument | null>(null)
	const last = useRef({ epoch, draft: null as string | null })
	const now = useRef({ board, credentials, access, isReadOnly, onLocked, onLostImages })
	now.current = { board, credentials, access, isReadOnly, onLocked, onLostImages }

	// Only a new room, epoch, token or generation opens the board again.
	useEffect(() => {
		setState({ state: 'connecting', isOffline: false })
		// The new epoch may arrive before the socket of the old document is closed.
		if (epoch !== last.current.epoch)
			discarded.current ??= { reason: 'replaced', refusal: null, draft: last.current.draft }
		last.current = { epoch, draft: null }
		const onKept = () => {
			handle.discard()
			reopen()
		}
		const handle = openBoardDocument({
			room,
			epoch,
			...now.current,
			onLocked: () => now.current.onLocked?.(),
			discarded: discarded.current,
			onKept,
		})
		handleRef.current = handle
		let reopenTimer: ReturnType<typeof setTimeout> | undefined
		const reopen = () => setGeneration((count) => count + 1)

		handle.onOpen((document) => {
			discarded.current = null
			setState({ state: 'open', document })
		})
		const unsubscribe = handle.status.subscribe(() => {
			const status = handle.status.get()
			if (status.state === 'offline')
				setState((was) => (was.state === 'connecting' ? { state: 'connecting', isOffline: true } : was))
			if (status.state !== 'closed') return
			const { code } = status
			if (REJECTING_CODES.includes(code)) {
				discarded.current = { reason: 'rejected', refusal: handle.refusal() ?? 'malformed', draft: handle.draft() }
				discardRejected(handle)
				reopen()
			} else if (code === CLOSE.documentReplaced) {
				discarded.current ??= { reason: 'replaced', refusal: null, draft: handle.draft() }
				// The next document offers the cards that are only in this copy, and removes it.
				handle.discardSaved()
				setState({ state: 'connecting', isOffline: false })
				reopenTimer = setTimeout(reopen, REOPEN_MS)
			} else {
				// `badToken` may come from the wrong server: the offline copy is kept for the right server.
				if (code === CLOSE.noAccess) handle.discard()
				setState({ state: 'refused', code })
			}
		})
		return () => {
			clearTimeout(reopenTimer)
			last.current.draft = handle.draft()
			unsubscribe()
			handle.close((names) => now.current.onLostImages(names))
			handleRef.current = null
		}
	}, [room, epoch, credentials.token, generation])

	useEffect(() => handleRef.current?.setAccess(access, isReadOnly), [access, isReadOnly])
	return state
}

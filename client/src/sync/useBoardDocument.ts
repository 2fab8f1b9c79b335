import { type Access, type BoardId, CLOSE, type CloseCode, type RoomId } from '@charrette/shared'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
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

/** The part of a document's address whose change opens another document. */
interface DocumentAddress {
	room: RoomId
	epoch: number
	token: string
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
	const handleRef = useRef<BoardDocumentHandle | null>(null)
	const discarded = useRef<DiscardedDocument | null>(null)
	const last = useRef({ epoch, draft: null as string | null })
	const { token } = credentials
	const onLockedNow = useEffectEvent(() => onLocked?.())
	const onLostImagesNow = useEffectEvent(onLostImages)
	const openNow = useEffectEvent((address: DocumentAddress, onKept: () => void) =>
		openBoardDocument({
			board,
			room: address.room,
			epoch: address.epoch,
			credentials: { ...credentials, token: address.token },
			access,
			isReadOnly,
			onLocked: onLockedNow,
			discarded: discarded.current,
			onKept,
		}),
	)

	// Only a new room, epoch or token opens another document.
	useEffect(() => {
		// The new epoch may arrive before the socket of the old document is closed.
		if (epoch !== last.current.epoch)
			discarded.current ??= { reason: 'replaced', refusal: null, draft: last.current.draft }
		last.current = { epoch, draft: null }
		let reopening: ReturnType<typeof setTimeout> | undefined
		let close = open()

		function open(): () => void {
			setState({ state: 'connecting', isOffline: false })
			const handle = openNow({ room, epoch, token }, () => {
				handle.discard()
				reopenIn(0)
			})
			handleRef.current = handle
			handle.onOpen((document) => {
				discarded.current = null
				setState({ state: 'open', document })
			})
			const unsubscribe = handle.status.subscribe(() => onStatus(handle))
			return () => {
				last.current.draft = handle.draft()
				unsubscribe()
				handle.close(onLostImagesNow)
				handleRef.current = null
			}
		}

		/** Not at once: the handle is in the middle of a change of its status. */
		function reopenIn(ms: number): void {
			clearTimeout(reopening)
			reopening = setTimeout(() => {
				close()
				close = open()
			}, ms)
		}

		function onStatus(handle: BoardDocumentHandle): void {
			const status = handle.status.get()
			if (status.state === 'offline')
				setState((was) => (was.state === 'connecting' ? { state: 'connecting', isOffline: true } : was))
			if (status.state !== 'closed') return
			const { code } = status
			if (REJECTING_CODES.includes(code)) {
				discarded.current = { reason: 'rejected', refusal: handle.refusal() ?? 'malformed', draft: handle.draft() }
				discardRejected(handle)
				reopenIn(0)
			} else if (code === CLOSE.documentReplaced) {
				discarded.current ??= { reason: 'replaced', refusal: null, draft: handle.draft() }
				// The next document offers the cards that are only in this copy, and removes it.
				handle.discardSaved()
				setState({ state: 'connecting', isOffline: false })
				reopenIn(REOPEN_MS)
			} else {
				// `badToken` may come from the wrong server: the offline copy is kept for the right server.
				if (code === CLOSE.noAccess || code === CLOSE.noRoom) handle.discard()
				setState({ state: 'refused', code })
			}
		}

		return () => {
			clearTimeout(reopening)
			close()
		}
	}, [room, epoch, token])

	useEffect(() => handleRef.current?.setAccess(access, isReadOnly), [access, isReadOnly])
	return state
}

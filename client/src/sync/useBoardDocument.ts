import type { Access, CloseCode, RoomId } from '@charrette/shared'
import { CLOSE } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { BoardDocument, BoardDocumentHandle, DocumentLoss } from './openBoardDocument.ts'
import { openBoardDocument } from './openBoardDocument.ts'

export type BoardDocumentState =
	| { state: 'connecting'; isOffline: boolean }
	| { state: 'open'; document: BoardDocument }
	| { state: 'refused'; code: CloseCode }

export interface UseBoardDocumentOptions {
	room: RoomId
	/** Which document of the room counts now (REST1). */
	epoch: number
	credentials: Credentials
	/** What one may do here now; the server enforces it. */
	access: Access
}

/** The server took nothing of this document any more: it is thrown away, and the board is opened anew. */
const REJECTING_CODES: readonly CloseCode[] = [CLOSE.rejectedEdit, CLOSE.badFrame]
/** The new document's epoch comes with the workshop's state; if it does not, the board is asked again. */
const REOPEN_MS = 2000

/** Opens a room's document while the component is there. A document that was rejected or replaced is lost, the board never is. */
export function useBoardDocument({ room, epoch, credentials, access }: UseBoardDocumentOptions): BoardDocumentState {
	const [state, setState] = useState<BoardDocumentState>({ state: 'connecting', isOffline: false })
	const [generation, setGeneration] = useState(0)
	const session = useRef<BoardDocumentHandle | null>(null)
	const loss = useRef<DocumentLoss | null>(null)
	const last = useRef({ epoch, draft: null as string | null })
	const now = useRef({ credentials, access })
	now.current = { credentials, access }

	// Only a new token, epoch or generation opens the board anew.
	useEffect(() => {
		setState({ state: 'connecting', isOffline: false })
		// The workshop's news of a new document may come before the old one's socket is closed.
		if (epoch !== last.current.epoch) loss.current ??= { reason: 'replaced', refusal: null, draft: last.current.draft }
		last.current = { epoch, draft: null }
		const opened = openBoardDocument({ room, epoch, ...now.current, loss: loss.current })
		session.current = opened
		let askAgain: ReturnType<typeof setTimeout> | undefined
		const openAnew = () => setGeneration((count) => count + 1)

		opened.onOpen((document) => {
			loss.current = null
			setState({ state: 'open', document })
		})
		const unsubscribe = opened.status.subscribe(() => {
			const status = opened.status.get()
			if (status.state === 'offline')
				setState((was) => (was.state === 'connecting' ? { state: 'connecting', isOffline: true } : was))
			if (status.state !== 'closed') return
			const { code } = status
			if (REJECTING_CODES.includes(code)) {
				loss.current = { reason: 'rejected', refusal: opened.refusal() ?? 'malformed', draft: opened.draft() }
				opened.discard()
				openAnew()
			} else if (code === CLOSE.documentReplaced) {
				loss.current ??= { reason: 'replaced', refusal: null, draft: opened.draft() }
				opened.discard()
				setState({ state: 'connecting', isOffline: false })
				askAgain = setTimeout(openAnew, REOPEN_MS)
			} else {
				// A token that is not known may only be asked of the wrong server: what is kept waits for the right one.
				if (code === CLOSE.noAccess) opened.discard()
				setState({ state: 'refused', code })
			}
		})
		return () => {
			clearTimeout(askAgain)
			last.current.draft = opened.draft()
			unsubscribe()
			opened.close()
			session.current = null
		}
	}, [room, epoch, credentials.token, generation])

	useEffect(() => session.current?.setAccess(access), [access])
	return state
}

import type { Access, BoardId, CloseCode, Refusal } from '@charrette/shared'
import { CLOSE } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import type { Credentials } from '../session/credentials.ts'
import type { BoardSession, OpenBoard } from './openBoard.ts'
import { openBoard } from './openBoard.ts'

export type BoardState =
	| { state: 'connecting'; isOffline: boolean }
	| { state: 'open'; board: OpenBoard }
	| { state: 'refused'; code: CloseCode }

export interface UseBoardOptions {
	board: BoardId
	credentials: Credentials
	/** What one may do here now; the server enforces it. */
	access: Access
}

/** The server took nothing of this document any more: it is thrown away, and the board is opened anew. */
const STARTS_ANEW: readonly CloseCode[] = [CLOSE.rejectedEdit, CLOSE.badFrame, CLOSE.documentReplaced]

/** Opens a board while the component is there. An edit that the server rejected costs the document, never the board. */
export function useBoard({ board, credentials, access }: UseBoardOptions): BoardState {
	const { token } = credentials
	const [state, setState] = useState<BoardState>({ state: 'connecting', isOffline: false })
	const [generation, setGeneration] = useState(0)
	const session = useRef<BoardSession | null>(null)
	const refusal = useRef<Refusal | undefined>(undefined)
	const accessNow = useRef(access)
	accessNow.current = access

	useEffect(() => {
		setState({ state: 'connecting', isOffline: false })
		const opened = openBoard({
			board,
			token,
			access: accessNow.current,
			...(refusal.current ? { refusal: refusal.current } : {}),
		})
		session.current = opened
		refusal.current = undefined
		opened.onOpen((openedBoard) => setState({ state: 'open', board: openedBoard }))
		const unsubscribe = opened.status.subscribe(() => {
			const now = opened.status.get()
			if (now.state === 'offline')
				setState((was) => (was.state === 'connecting' ? { state: 'connecting', isOffline: true } : was))
			if (now.state !== 'closed') return
			if (!STARTS_ANEW.includes(now.code)) setState({ state: 'refused', code: now.code })
			else {
				refusal.current = 'malformed'
				setGeneration((count) => count + 1)
			}
		})
		return () => {
			unsubscribe()
			opened.close()
			session.current = null
		}
		// A new generation opens the board anew.
	}, [board, token, generation])

	useEffect(() => session.current?.setAccess(access), [access])
	return state
}

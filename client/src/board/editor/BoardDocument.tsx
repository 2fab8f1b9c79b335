import {
	accessTo,
	type BoardId,
	boardRoom,
	epochOf,
	findBoard,
	type ParticipantId,
	privateRoom,
	type Workshop,
} from '@charrette/shared'
import type { ReactNode } from 'react'
import type { Credentials } from '../../session/credentials.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'
import { useDocument } from '../../sync/useDocument.ts'
import styles from '../frame.module.css'
import { BoardLoading } from '../notices/BoardLoading.tsx'
import { BoardRefused } from '../notices/BoardRefused.tsx'

interface BoardDocumentProps {
	board: BoardId
	credentials: Credentials
	workshop: Workshop
	/** Stands in for the reason why the server does not show the board: before a wall nobody can act on it. */
	whenRefused?: ReactNode
	/** Whose own document is opened, in which they write alone (ROOM3); without it the board's. */
	owner?: ParticipantId | null
	/** Shows the document; another view of it does not open it anew. */
	children: (document: OpenDocument) => ReactNode
}

/** A board's document, or one's own for it, opened and kept in step with everybody, whatever shows it. While it is not there, it says why. */
export function BoardDocument(props: BoardDocumentProps) {
	const { board, owner } = props
	return <RoomDocument key={owner ? privateRoom(board, owner) : boardRoom(board)} {...props} />
}

function RoomDocument({ board, credentials, workshop, owner, whenRefused, children }: BoardDocumentProps) {
	const room = owner ? privateRoom(board, owner) : boardRoom(board)
	const access = accessTo(
		owner ? { type: 'private', board, participant: owner } : { type: 'board', board },
		credentials,
		workshop,
	)
	const found = owner ? null : findBoard(workshop, board)
	const state = useDocument({ room, epoch: found ? epochOf(found.board) : 1, credentials, access })
	return (
		<div className={styles['frame']}>
			{state.state === 'refused' && (whenRefused ?? <BoardRefused code={state.code} />)}
			{state.state === 'connecting' && <BoardLoading isOffline={state.isOffline} />}
			{state.state === 'open' && children(state.document)}
		</div>
	)
}

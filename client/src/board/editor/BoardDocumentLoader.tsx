import {
	accessTo,
	type BoardId,
	boardRoom,
	CLOSE,
	type CloseCode,
	epochOf,
	findBoard,
	type ParticipantId,
	privateRoom,
	type Workshop,
} from '@charrette/shared'
import type { ReactNode } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { hasJustReloaded, reloadPage } from '../../connection/reloadPage.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { BoardDocument } from '../../sync/openBoardDocument.ts'
import { useBoardDocument } from '../../sync/useBoardDocument.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Loading } from '../../workshop/Loading.tsx'
import styles from './boardDocumentLoader.module.css'

interface BoardDocumentLoaderProps {
	board: BoardId
	credentials: Credentials
	workshop: Workshop
	/** Stands in for the reason why the server does not show the board: before a wall nobody can act on it. */
	whenUnavailable?: ReactNode
	/** Whose own document is opened, in which they write alone (ROOM3); without it the board's. */
	owner?: ParticipantId | null
	/** Shows the document; another view of it does not open it anew. */
	children: (document: BoardDocument) => ReactNode
}

/** A board's document, or one's own for it, opened and kept in step with everybody, whatever shows it. While it is not there, it says why. */
export function BoardDocumentLoader(props: BoardDocumentLoaderProps) {
	const { board, owner } = props
	return <RoomDocumentLoader key={owner ? privateRoom(board, owner) : boardRoom(board)} {...props} />
}

function RoomDocumentLoader({
	board,
	credentials,
	workshop,
	owner,
	whenUnavailable,
	children,
}: BoardDocumentLoaderProps) {
	const room = owner ? privateRoom(board, owner) : boardRoom(board)
	const access = accessTo(
		owner ? { type: 'private', board, participant: owner } : { type: 'board', board },
		credentials,
		workshop,
	)
	const found = owner ? null : findBoard(workshop, board)
	const state = useBoardDocument({ room, epoch: found ? epochOf(found.board) : 1, credentials, access })
	return (
		<div className={styles['frame']}>
			{state.state === 'refused' && (whenUnavailable ?? <BoardUnavailable code={state.code} />)}
			{state.state === 'connecting' && <BoardLoading isOffline={state.isOffline} />}
			{state.state === 'open' && children(state.document)}
		</div>
	)
}

const REASONS = {
	[CLOSE.badToken]: 'badToken',
	[CLOSE.noAccess]: 'noAccess',
	[CLOSE.noRoom]: 'noRoom',
	[CLOSE.clientTooOld]: 'tooOld',
} as const

/** Why the server does not show this board, and what one can do about it. */
function BoardUnavailable({ code }: { code: CloseCode }) {
	const { t } = useTranslation('board')
	const reason = code in REASONS ? REASONS[code as keyof typeof REASONS] : 'other'
	const words = reason === 'tooOld' && hasJustReloaded() ? 'stillTooOld' : reason
	return (
		<div className={styles['unavailable']} role="alert">
			<Icon name="lock" size={32} />
			<p>{t(`unavailable.${words}`)}</p>
			{reason === 'badToken' ? (
				<LinkButton href="/join" variant="primary">
					{t('unavailable.rejoin')}
				</LinkButton>
			) : (
				<Button variant="primary" onClick={reloadPage}>
					{t('unavailable.reload')}
				</Button>
			)}
		</div>
	)
}

/** What one waits for before a board is there. */
export function BoardLoading({ isOffline }: { isOffline: boolean }) {
	const { t } = useTranslation('board')
	return <Loading what={isOffline ? t('loading.offline') : t('loading.board')} />
}

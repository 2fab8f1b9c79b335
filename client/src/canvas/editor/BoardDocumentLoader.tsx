import {
	accessTo,
	type BoardId,
	boardRoom,
	CLOSE,
	type CloseCode,
	epochOf,
	findBoard,
	mayWritePrivately,
	type ParticipantId,
	privateRoom,
	type Workshop,
} from '@charrette/shared'
import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { hasJustReloaded, reloadPage } from '../../connection/fetchChunk.ts'
import { listNames } from '../../i18n/listText.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { BoardDocument } from '../../sync/BoardDocument.ts'
import { useBoardDocument } from '../../sync/useBoardDocument.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { DeletionNotices } from '../notices/DeletionNotices.tsx'
import { UndoNotices } from '../notices/UndoNotices.tsx'
import styles from './boardDocumentLoader.module.css'

interface BoardDocumentLoaderProps {
	board: BoardId
	credentials: Credentials
	workshop: Workshop
	/**
	 * Rendered instead of the reason if the server denies access: people in front of a projector
	 * cannot act on it.
	 */
	whenUnavailable?: ReactNode
	/** The participant whose private document (ROOM3) is opened instead of the board's. */
	owner?: ParticipantId | null
	/**
	 * The owner of the document that replaces this one. It is opened meanwhile, so that nobody sees
	 * an empty page between private writing and the board (ROOM3i).
	 */
	next?: ParticipantId | null
	/** Called once the next document is open, or takes too long: from then on it is shown. */
	onNext?(): void
	/** Renders the document. Switching between views does not reopen it. */
	children: (document: BoardDocument) => ReactNode
}

/** The longest time that a document stays on the page while the next one is being opened. */
const KEPT_MS = 1500

/**
 * Opens the document of a board, or a participant's private one, and keeps it in sync. While the
 * document is not open, shows the reason.
 */
export function BoardDocumentLoader(props: BoardDocumentLoaderProps) {
	const { board, owner = null, next = owner, onNext } = props
	const isReplaced = next !== owner
	const replace = useEffectEvent(() => onNext?.())
	useEffect(() => {
		if (!isReplaced) return undefined
		const timer = setTimeout(replace, KEPT_MS)
		return () => clearTimeout(timer)
	}, [isReplaced])
	const owners = isReplaced ? [owner, next] : [owner]
	return owners.map((one, at) => (
		<RoomDocumentLoader
			{...props}
			key={one ? privateRoom(board, one) : boardRoom(board)}
			owner={one}
			isBehind={at > 0}
			isReplaced={isReplaced && at === 0}
			onSettled={replace}
		/>
	))
}

interface RoomDocumentLoaderProps extends BoardDocumentLoaderProps {
	/** Whether the document is opened behind another one, and not yet shown. */
	isBehind: boolean
	/** Whether the document is shown only until the next one is open. */
	isReplaced: boolean
	/** Called once the document behind is open or refused, or the replaced one is refused. */
	onSettled(): void
}

function RoomDocumentLoader({
	board,
	credentials,
	workshop,
	owner,
	whenUnavailable,
	isBehind,
	isReplaced,
	onSettled,
	children,
}: RoomDocumentLoaderProps) {
	const room = owner ? privateRoom(board, owner) : boardRoom(board)
	const access = accessTo(
		owner ? { type: 'private', board, participant: owner } : { type: 'board', board },
		credentials,
		workshop,
	)
	const found = owner ? null : findBoard(workshop, board)
	const { t } = useTranslation('board')
	const showToast = useToast()
	const state = useBoardDocument({
		board,
		room,
		epoch: found ? epochOf(found.board) : 1,
		credentials,
		access,
		isReadOnly: owner != null && !mayWritePrivately(workshop, owner, board),
		onLocked: () => showToast(t('notice.locked'), 'error'),
		onLostImages(names) {
			const known = names.map((name) => name || t('image.unnamed'))
			showToast(t('image.notAdded', { names: listNames(known) }), 'error')
		},
	})
	const isSettled = isBehind ? state.state !== 'connecting' : isReplaced && state.state === 'refused'
	const settle = useEffectEvent(onSettled)
	useEffect(() => {
		if (isSettled) settle()
	}, [isSettled])
	// The former view is removed first: it stores what was being written, which this one takes up.
	const [isShown, setShown] = useState(!isBehind)
	useLayoutEffect(() => setShown(!isBehind), [isBehind])
	if (!isShown) return null
	return (
		<div className={styles['frame']}>
			{state.state === 'refused' && (whenUnavailable ?? <BoardUnavailable code={state.code} />)}
			{state.state === 'connecting' && <BoardLoading isOffline={state.isOffline} />}
			{state.state === 'open' && (
				<>
					<UndoNotices document={state.document} />
					<DeletionNotices document={state.document} />
					{children(state.document)}
				</>
			)}
		</div>
	)
}

const REASONS = {
	[CLOSE.badToken]: 'badToken',
	[CLOSE.noAccess]: 'noAccess',
	[CLOSE.noRoom]: 'noRoom',
	[CLOSE.clientTooOld]: 'tooOld',
	[CLOSE.unreadable]: 'unreadable',
} as const

/**
 * The reason why the server denies access to this board, and the action that the person can take.
 */
function BoardUnavailable({ code }: { code: CloseCode }) {
	const { t } = useTranslation('board')
	const reason = code in REASONS ? REASONS[code as keyof typeof REASONS] : 'other'
	const textKey = reason === 'tooOld' && hasJustReloaded() ? 'stillTooOld' : reason
	return (
		<main className={styles['unavailable']} aria-live="assertive">
			<Icon name="lock" size={32} />
			<p>{t(`unavailable.${textKey}`)}</p>
			{reason === 'badToken' ? (
				<LinkButton href="/join" variant="primary">
					{t('unavailable.rejoin')}
				</LinkButton>
			) : (
				<Button variant="primary" onClick={reloadPage}>
					{t('unavailable.reload')}
				</Button>
			)}
		</main>
	)
}

/** Shown until a board is open. */
export function BoardLoading({ isOffline }: { isOffline: boolean }) {
	const { t } = useTranslation('board')
	return <Loading what={isOffline ? t('loading.offline') : t('loading.board')} />
}

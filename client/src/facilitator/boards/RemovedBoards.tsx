import { findSession, type RemovedBoards as Removed, type Workshop } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { fetchRemovedBoards } from '../../connection/api/boards.ts'
import { restoreSnapshot } from '../../connection/api/snapshots.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { queryFailure } from '../../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { SnapshotThumbnail } from '../../navigation/BoardThumbnail.tsx'
import { boardPath } from '../../navigation/paths.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useAttempt, useFailureToast } from '../../ui/useAttempt.ts'
import styles from './RemovedBoards.module.css'

interface RemovedBoardsProps {
	credentials: Credentials
	workshop: Workshop
}

type RemovedBoard = Removed['boards'][number]

/**
 * Opens the list of boards that were removed from this session, or with a removed session. Hidden
 * if there are none.
 */
export function RemovedBoardsButton({ credentials, workshop }: RemovedBoardsProps) {
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	if (!workshop.removedBoards?.some((board) => isOffered(workshop, board))) return null
	return (
		<p className={styles['way']}>
			<Button variant="quiet" size="small" icon="history" aria-haspopup="dialog" onClick={() => setOpen(true)}>
				{t('removedBoards.title')}
			</Button>
			{isOpen && <RemovedBoardsDialog credentials={credentials} workshop={workshop} onClose={() => setOpen(false)} />}
		</p>
	)
}

/** The removed boards, each with its name, the time of its removal and a thumbnail. */
function RemovedBoardsDialog({ credentials, workshop, onClose }: RemovedBoardsProps & { onClose: () => void }) {
	const { t } = useTranslation('dashboard')
	const query = useQuery({
		queryKey: ['removedBoards', credentials.token],
		queryFn: () => fetchRemovedBoards(credentials),
	})
	useFailureToast(queryFailure(query))
	const boards = query.data?.boards.filter((board) => isOffered(workshop, board))
	const { restore, busy } = useRestoreBoard(credentials, onClose)
	return (
		<Dialog title={t('removedBoards.title')} onClose={onClose}>
			<p className={styles['lead']}>{t(boards?.length === 0 ? 'removedBoards.none' : 'removedBoards.lead')}</p>
			<ul className={styles['boards']}>
				{boards?.map((board) => (
					<RemovedBoardRow
						key={board.id}
						board={board}
						isBusy={busy === board.id}
						onRestore={() => busy === null && void restore(board)}
					/>
				))}
			</ul>
		</Dialog>
	)
}

interface RemovedBoardRowProps {
	board: RemovedBoard
	isBusy: boolean
	onRestore: () => void
}

function RemovedBoardRow({ board: { title, at, moment: snapshot }, isBusy, onRestore }: RemovedBoardRowProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const when = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeStyle: 'short' })
	return (
		<li>
			<SnapshotThumbnail snapshot={snapshot} className={styles['mini']} />
			<span className={styles['about']}>
				<b>{title}</b>
				<span>{t('removedBoards.at', { when: when.format(at) })}</span>
				{snapshot.look && <span>{t('boards.cards', { count: snapshot.look.cards })}</span>}
			</span>
			<Button
				size="small"
				icon="copy"
				busy={isBusy}
				aria-label={t('app:named', { what: t('removedBoards.restore'), which: title })}
				onClick={onRestore}
			>
				{t('removedBoards.restore')}
			</Button>
		</li>
	)
}

/**
 * Returns whether a removed board is offered: in its own session, or in every session if its own
 * was removed.
 */
function isOffered(workshop: Workshop, { session }: Pick<RemovedBoard, 'session'>): boolean {
	return session === workshop.session || !findSession(workshop, session)
}

/**
 * Returns a function that restores a removed board as a new board of the same name. `busy` is the
 * id of the board that is being restored.
 */
function useRestoreBoard(credentials: Credentials, onDone: () => void) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const attempt = useAttempt()
	const [, navigate] = useLocation()
	const [busy, setBusy] = useState<string | null>(null)
	const restore = async ({ id, title, moment: snapshot }: RemovedBoard) => {
		setBusy(id)
		const restored = await attempt(() => restoreSnapshot(credentials, snapshot.id, { mode: 'copy', title }))
		setBusy(null)
		if (!restored) return
		const open = () => navigate(boardPath(credentials.workshop, restored.board, credentials.role))
		showToast(t('removedBoards.restored', { title }), 'note', { label: t('boards.open'), onChoose: open })
		onDone()
	}
	return { restore, busy }
}

import { findSession, type RemovedBoards as Removed, type Workshop } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { fetchRemovedBoards, restoreSnapshot } from '../../connection/api.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { failureOf } from '../../connection/http.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { SnapshotThumbnail } from '../../workshop/BoardThumbnail.tsx'
import { boardPath } from '../../workshop/paths.ts'
import styles from './RemovedBoards.module.css'

interface RemovedBoardsProps {
	credentials: Credentials
	workshop: Workshop
}

type RemovedBoard = Removed['boards'][number]

/** The way to boards that were taken out of this session, or with a session that is gone; nothing where there are none. */
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

/** What can be had back here: each board with its name, when it went, and how it looked. */
function RemovedBoardsDialog({ credentials, workshop, onClose }: RemovedBoardsProps & { onClose: () => void }) {
	const { t } = useTranslation('dashboard')
	const boards = useRemovedBoards(credentials)?.filter((board) => isOffered(workshop, board))
	const { bringBack, busy } = useRestoreBoard(credentials, onClose)
	return (
		<Dialog title={t('removedBoards.title')} onClose={onClose}>
			<p className={styles['lead']}>{t(boards?.length === 0 ? 'removedBoards.none' : 'removedBoards.lead')}</p>
			<ul className={styles['boards']}>
				{boards?.map((board) => (
					<RemovedBoardRow
						key={board.id}
						board={board}
						isBusy={busy === board.id}
						onRestore={() => busy === null && void bringBack(board)}
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

function RemovedBoardRow({ board: { title, at, moment }, isBusy, onRestore }: RemovedBoardRowProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const when = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'medium', timeStyle: 'short' })
	return (
		<li>
			<SnapshotThumbnail snapshot={moment} className={styles['mini']} />
			<span className={styles['about']}>
				<b>{title}</b>
				<span>{t('removedBoards.at', { when: when.format(at) })}</span>
				{moment.look && <span>{t('boards.cards', { count: moment.look.cards })}</span>}
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

/** Boards stay with their session; those of a session that is gone are offered in every one. */
function isOffered(workshop: Workshop, { session }: Pick<RemovedBoard, 'session'>): boolean {
	return session === workshop.session || !findSession(workshop, session)
}

function useRemovedBoards(credentials: Credentials): readonly RemovedBoard[] | undefined {
	const { t } = useTranslation()
	const showToast = useToast()
	const [boards, setBoards] = useState<readonly RemovedBoard[]>()
	useEffect(() => {
		let isHere = true
		fetchRemovedBoards(credentials).then(
			(answer) => isHere && setBoards(answer.boards),
			(thrown: unknown) => isHere && showToast(t(`errors.${failureOf(thrown)}`), 'error'),
		)
		return () => {
			isHere = false
		}
	}, [credentials, showToast, t])
	return boards
}

/** Makes a further board of a removed one, under its name, and says so. */
function useRestoreBoard(credentials: Credentials, onDone: () => void) {
	const { t } = useTranslation(['dashboard', 'app'])
	const showToast = useToast()
	const [, navigate] = useLocation()
	const [busy, setBusy] = useState<string | null>(null)
	const bringBack = async ({ id, title, moment }: RemovedBoard) => {
		setBusy(id)
		try {
			const { board } = await restoreSnapshot(credentials, moment.id, { mode: 'copy', title })
			const open = () => navigate(boardPath(credentials.workshop, board, credentials.role))
			showToast(t('dashboard:removedBoards.restored', { title }), 'note', {
				label: t('dashboard:boards.open'),
				onChoose: open,
			})
			onDone()
		} catch (thrown) {
			showToast(t(`app:errors.${failureOf(thrown)}`), 'error')
		} finally {
			setBusy(null)
		}
	}
	return { bringBack, busy }
}

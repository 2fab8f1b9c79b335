import { type Board, currentSession, findBoard } from '@charrette/shared'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import type { Observable } from '../../connection/observable.ts'
import type { Digests } from '../../connection/useWorkshop.ts'
import { fetchBoardSource } from '../../export/exportBoard.ts'
import { EXPORT_DIALOG } from '../../export/useExportMenu.tsx'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { type LazyDialogOptions, useLazyDialog } from '../../ui/useLazyDialog.tsx'
import { MessageDialog } from '../controls/MessageDialog.tsx'
import { titleAnywhere } from '../titleAnywhere.ts'
import type { ControlProps } from '../useCommand.ts'

/** A task about a board that opens a dialog. */
export interface BoardTask {
	what: 'compare' | 'summarise' | 'message' | 'export' | 'remove'
	board: Board
}

export type StartBoardTask = (what: BoardTask['what'], board: Board) => void

interface BoardTasksProps extends ControlProps {
	credentials: Credentials
	/** The digests of the running session. */
	digests: Observable<Digests>
}

/**
 * Returns the dialog of a task about a board. It does not belong to the tile that opens it, which
 * leaves the page when another facilitator starts a session (HAND1b), or with the view.
 */
export function useBoardTasks(props: BoardTasksProps): { start: StartBoardTask; dialog: ReactNode } {
	// The number makes the dialog of a next task a new one.
	const [task, setTask] = useState<(BoardTask & { number: number }) | null>(null)
	const start = useCallback<StartBoardTask>(
		(what, board) => setTask((last) => ({ what, board, number: (last?.number ?? 0) + 1 })),
		[],
	)
	const close = () => setTask(null)
	return { start, dialog: task && <BoardTaskDialog key={task.number} {...props} {...task} onClose={close} /> }
}

const COMPARE_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./CompareDialog.tsx'))).CompareDialog,
	texts: 'board',
} as const

const SUMMARY_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./SummaryDialog.tsx'))).SummaryDialog,
	texts: 'panels',
} as const

interface BoardTaskDialogProps extends BoardTasksProps, BoardTask {
	onClose: () => void
}

function BoardTaskDialog({ what, credentials, workshop, digests, run, onClose, ...task }: BoardTaskDialogProps) {
	const found = findBoard(workshop, task.board.id)
	const board = found ? { ...found.board, title: titleAnywhere(workshop, found.board.id) } : task.board
	const isRunning = found?.session === currentSession(workshop)
	if (what === 'compare') {
		const live = isRunning ? digests : null
		return <Fetched options={COMPARE_DIALOG} props={{ credentials, workshop, board: board.id, run, live }} />
	}
	if (what === 'summarise') return <Fetched options={SUMMARY_DIALOG} props={{ credentials, workshop, board, run }} />
	if (what === 'export') {
		const read = (locale: Parameters<typeof fetchBoardSource>[2]) => fetchBoardSource(credentials, board.id, locale)
		const source = { credentials, workshop, board: board.id, read, hasTranslations: () => null }
		return <Fetched options={EXPORT_DIALOG} props={{ source, selection: [] }} />
	}
	if (what === 'message') return <MessageDialog {...{ workshop, run, board, onClose }} />
	return <RemoveBoardDialog {...{ run, board, onClose }} />
}

interface FetchedProps<Props> {
	options: LazyDialogOptions<Props>
	props: Omit<Props, 'onClose'>
}

/** A dialog whose chunk is fetched for it. */
function Fetched<Props extends { onClose: () => void }>({ options, props }: FetchedProps<Props>) {
	const { open, dialog } = useLazyDialog(options, props)
	useEffect(open, [open])
	return dialog
}

/** Asks for confirmation before a detached board is removed from the session. */
function RemoveBoardDialog({ board, run, onClose }: Pick<BoardTaskDialogProps, 'board' | 'run' | 'onClose'>) {
	const { t } = useTranslation('dashboard')
	const label = t('tile.remove')
	return (
		<ConfirmDialog
			title={label}
			confirmLabel={label}
			onConfirm={() => {
				onClose()
				void run({ type: 'board.remove', board: board.id, withCards: true })
			}}
			onClose={onClose}
		>
			<p>{t('tile.removeWarning', { board: board.title })}</p>
		</ConfirmDialog>
	)
}

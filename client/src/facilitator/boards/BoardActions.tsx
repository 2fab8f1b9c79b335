import {
	type Board,
	type FacilitatorId,
	facilitatorOf,
	findGroup,
	type PrivateCardCounts,
	type Workshop,
} from '@charrette/shared'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Credentials } from '../../connection/credentials.ts'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import type { Observable } from '../../connection/observable.ts'
import type { ServerClock } from '../../connection/serverClock.ts'
import type { Digests, Person } from '../../connection/useWorkshop.ts'
import { fetchBoardSource } from '../../export/exportBoard.ts'
import { EXPORT_DIALOG } from '../../export/useExportMenu.tsx'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { boardPath } from '../../navigation/paths.ts'
import type { GroupStatus } from '../../people/groupStatus.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useLazyDialog } from '../../ui/useLazyDialog.tsx'
import { MessageDialog } from '../controls/MessageDialog.tsx'
import type { RunCommand } from '../useCommand.ts'
import styles from './BoardGrid.module.css'

type BoardActionsProps = Pick<
	BoardTileProps,
	'credentials' | 'workshop' | 'board' | 'digests' | 'isRunning' | 'isProjected' | 'isGathering' | 'run'
>

/**
 * The actions on one board: open it, show it on the projector; in the running session, bring
 * everyone to it and freeze it. The other actions are in a menu.
 */
export function BoardActions(props: BoardActionsProps) {
	const { credentials, workshop, board, digests, isRunning, isProjected, isGathering, run } = props
	const { t } = useTranslation(['dashboard', 'app'])
	const named = (what: string) => ({ 'aria-label': t('app:named', { what, which: board.title }), title: what })
	return (
		<fieldset className={styles['actions']} aria-label={t('boards.actionsOf', { board: board.title })}>
			<LinkButton href={boardPath(workshop.id, board.id, 'facilitator')} size="small" icon="open">
				{t('boards.open')}
			</LinkButton>
			<span className={styles['icons']}>
				<Button
					icon="projector"
					iconOnly
					size="small"
					variant="quiet"
					aria-pressed={isProjected}
					{...named(t(isProjected ? 'boards.unproject' : 'boards.project'))}
					onClick={() => run({ type: 'spotlight.set', board: isProjected ? null : board.id })}
				/>
				{isRunning && (
					<>
						<Button
							icon="gather"
							iconOnly
							size="small"
							variant="quiet"
							aria-pressed={isGathering}
							{...named(t(isGathering ? 'gathering.stop' : 'boards.gather'))}
							onClick={() => run({ type: 'people.gather', board: isGathering ? null : board.id })}
						/>
						<Button
							icon={board.frozen ? 'unfreeze' : 'freeze'}
							iconOnly
							size="small"
							variant="quiet"
							aria-pressed={board.frozen}
							{...named(t(board.frozen ? 'boards.unfreeze' : 'boards.freeze'))}
							onClick={() => run({ type: 'boards.freeze', frozen: !board.frozen, boards: [board.id] })}
						/>
					</>
				)}
				<BoardMenu {...{ credentials, workshop, board, digests, isRunning, run }} />
			</span>
		</fieldset>
	)
}

const COMPARE_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./CompareDialog.tsx'))).CompareDialog,
	texts: 'board',
} as const

const SUMMARY_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./SummaryDialog.tsx'))).SummaryDialog,
	texts: 'panels',
} as const

type BoardMenuProps = Omit<BoardActionsProps, 'isProjected' | 'isGathering'>

/**
 * The less frequent actions on a board: open its version history, summarise it, send a message to
 * the people there, export it without opening it, assign its group to a facilitator, remove a
 * detached board.
 */
function BoardMenu({ credentials, workshop, board, digests, isRunning, run }: BoardMenuProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const [, navigate] = useLocation()
	const [isRemoving, setRemoving] = useState(false)
	const [isWriting, setWriting] = useState(false)
	const read = (locale: Parameters<typeof fetchBoardSource>[2]) => fetchBoardSource(credentials, board.id, locale)
	const source = { credentials, workshop, board: board.id, read, hasTranslations: () => null }
	const exportDialog = useLazyDialog(EXPORT_DIALOG, { source, selection: [] })
	const compare = useLazyDialog(COMPARE_DIALOG, {
		...{ credentials, workshop, board: board.id, run },
		live: isRunning ? digests : null,
	})
	const summary = useLazyDialog(SUMMARY_DIALOG, { credentials, workshop, board, run })
	const section = useFacilitatorItems({ workshop, board, run })
	const history = `${boardPath(workshop.id, board.id, 'facilitator')}?history=`
	return (
		<>
			<Menu
				icon="more"
				label={t('app:named', { what: t('tile.more'), which: board.title })}
				items={[
					{ label: t('tile.history'), onChoose: () => navigate(history) },
					{ label: t('compare.open'), onChoose: compare.open },
					{ label: t('summary'), onChoose: summary.open },
					...(isRunning ? [{ label: t('tableMessage.open'), onChoose: () => setWriting(true) }] : []),
					{ label: t('boards.export'), onChoose: exportDialog.open },
					...(board.isApart ? [{ label: t('tile.remove'), onChoose: () => setRemoving(true) }] : []),
				]}
				{...(section && { section })}
			/>
			{exportDialog.dialog}
			{compare.dialog}
			{summary.dialog}
			{isWriting && <MessageDialog workshop={workshop} run={run} board={board} onClose={() => setWriting(false)} />}
			{isRemoving && <RemoveBoardDialog board={board} run={run} onClose={() => setRemoving(false)} />}
		</>
	)
}

/** The menu items that assign the group of a board to a facilitator; null without any to choose. */
function useFacilitatorItems({ workshop, board, run }: Pick<BoardMenuProps, 'workshop' | 'board' | 'run'>) {
	const { t } = useTranslation('dashboard')
	const { facilitators = [] } = workshop
	const { group } = board
	if (!group || facilitators.length === 0) return null
	const current = facilitatorOf(workshop, findGroup(workshop, group))
	const assign = (facilitator: FacilitatorId | null) => () =>
		run({ type: 'groups.assign', groups: [{ group, facilitator }] })
	const others = facilitators.filter(({ id }) => id !== current?.id)
	return {
		title: t('blocks.of', { name: current?.name ?? t('blocks.nobody') }),
		items: [
			...others.map(({ id, name }) => ({ id, label: name, onChoose: assign(id) })),
			...(current ? [{ id: '', label: t('blocks.nobody'), onChoose: assign(null) }] : []),
		],
	}
}

interface RemoveBoardDialogProps {
	board: Board
	run: RunCommand
	onClose: () => void
}

/** Asks for confirmation before a detached board is removed from the session. */
function RemoveBoardDialog({ board, run, onClose }: RemoveBoardDialogProps) {
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

/** The props of one board of the grid. */
export interface BoardTileProps {
	credentials: Credentials
	workshop: Workshop
	board: Board
	digests: Observable<Digests>
	clock: ServerClock
	status: GroupStatus
	/** The name of the facilitator of the board's group; null for nobody. */
	facilitator: string | null
	/** The people who have this board open. */
	people: readonly Person[]
	/** The number of private cards on the board, and of their authors. */
	privateCards: PrivateCardCounts | undefined
	/**
	 * Whether participants write privately now: the members who have written are not known then
	 * (ROOM3).
	 */
	isWrittenInPrivate: boolean
	/** Whether the board's session is the running one. */
	isRunning: boolean
	isProjected: boolean
	isGathering: boolean
	run: RunCommand
}

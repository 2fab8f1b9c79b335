import {
	type Board,
	type FacilitatorId,
	facilitatorOf,
	findGroup,
	type PrivateCardCounts,
	type Workshop,
} from '@charrette/shared'
import { useLocation } from 'wouter'
import type { Credentials } from '../../connection/credentials.ts'
import type { Observable } from '../../connection/observable.ts'
import type { ServerClock } from '../../connection/serverClock.ts'
import type { Digests, Person } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { boardPath } from '../../navigation/paths.ts'
import type { GroupStatus } from '../../people/groupStatus.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { RunCommand } from '../useCommand.ts'
import styles from './BoardGrid.module.css'
import type { BoardTask, StartBoardTask } from './useBoardTasks.tsx'

type BoardActionsProps = Pick<
	BoardTileProps,
	'workshop' | 'board' | 'isRunning' | 'isProjected' | 'isGathering' | 'run' | 'onTask'
>

/**
 * The actions on one board: open it, show it on the projector; in the running session, bring
 * everyone to it and freeze it. The other actions are in a menu.
 */
export function BoardActions(props: BoardActionsProps) {
	const { workshop, board, isRunning, isProjected, isGathering, run, onTask } = props
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
				<BoardMenu {...{ workshop, board, isRunning, run, onTask }} />
			</span>
		</fieldset>
	)
}

type BoardMenuProps = Pick<BoardActionsProps, 'workshop' | 'board' | 'isRunning' | 'run' | 'onTask'>

/**
 * The less frequent actions on a board: open its version history, summarise it, send a message to
 * the people there, export it without opening it, assign its group to a facilitator, remove a
 * detached board.
 */
function BoardMenu({ workshop, board, isRunning, run, onTask }: BoardMenuProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const [, navigate] = useLocation()
	const section = useFacilitatorItems({ workshop, board, run })
	const history = `${boardPath(workshop.id, board.id, 'facilitator')}?history=`
	const item = (label: string, what: BoardTask['what']) => ({ label, onChoose: () => onTask(what, board) })
	return (
		<Menu
			icon="more"
			label={t('app:named', { what: t('tile.more'), which: board.title })}
			items={[
				{ label: t('tile.history'), onChoose: () => navigate(history) },
				item(t('compare.open'), 'compare'),
				item(t('summary'), 'summarise'),
				...(isRunning ? [item(t('tableMessage.open'), 'message')] : []),
				item(t('boards.export'), 'export'),
				...(board.isApart ? [item(t('tile.remove'), 'remove')] : []),
			]}
			{...(section && { section })}
		/>
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
	onTask: StartBoardTask
}

import {
	currentSession,
	facilitatorOf,
	findGroup,
	isPrivateWriting,
	type Session,
	type Workshop,
} from '@charrette/shared'
import type { Credentials } from '../../connection/credentials.ts'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import type { Observable } from '../../connection/observable.ts'
import type { ServerClock } from '../../connection/serverClock.ts'
import type { Digests, Person, WorkshopState } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useImport } from '../../import/useImport.tsx'
import { useSessionDigests } from '../../navigation/useSessionDigests.ts'
import { groupStatus } from '../../people/groupStatus.ts'
import { useNow } from '../../timer/timer.ts'
import { Button } from '../../ui/Button.tsx'
import { useLazyDialog } from '../../ui/useLazyDialog.tsx'
import { chosenBoards, type TableViewProps, useShownGroups } from '../tables/tableView.ts'
import type { RunCommand } from '../useCommand.ts'
import styles from './BoardGrid.module.css'
import { BoardTile } from './BoardTile.tsx'
import { CollectButton, CollectOffer, useCollectDialog, useIsCollectOffered } from './CollectCards.tsx'
import { RemovedBoardsButton } from './RemovedBoards.tsx'
import { TileChoices } from './TileChoices.tsx'
import { orderBoards } from './tileOrder.ts'
import { useBoardTasks } from './useBoardTasks.tsx'

interface BoardGridProps extends TableViewProps {
	credentials: Credentials
	workshop: Workshop
	/** The session whose boards are shown. */
	session: Session
	people: readonly Person[]
	/** The digests of the running session. */
	digests: Observable<Digests>
	/** The number of private cards on each board. */
	privateCards: WorkshopState['privateCards']
	clock: ServerClock
	/** Whether the connection is down: the grid may be out of date. */
	isStale: boolean
	run: RunCommand
}

/** The number of boards from which tiles are smaller and without avatars. */
const DENSE_FROM = 13
/** The interval at which the boards that have not changed for long are ordered again. */
const ORDER_MS = 15_000
/** The longest interval of a timer. */
const NEVER_MS = 2 ** 31 - 1

/** The dialog that exports all boards. */
export const ARCHIVE_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('../../export/archive/ArchiveDialog.tsx'))).ArchiveDialog,
	texts: 'archive',
} as const

/** All boards of a session, each with its group's progress if the session is running. */
export function BoardGrid({
	credentials,
	workshop,
	session,
	people,
	digests,
	privateCards,
	clock,
	isStale,
	run,
	view,
	onView,
}: BoardGridProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const importer = useImport({ credentials, workshop, board: null })
	const archive = useLazyDialog(ARCHIVE_DIALOG, { credentials, workshop })
	const collect = useCollectDialog({ workshop, credentials })
	const isRunning = session.id === currentSession(workshop)?.id
	const shown = useSessionDigests(credentials, session, isRunning ? digests : null)
	const tasks = useBoardTasks({ credentials, workshop, digests, run })
	const isPlenaryEmpty = useIsCollectOffered(workshop, digests)
	const isOffered = isRunning && isPlenaryEmpty
	const groups = useShownGroups(workshop, session, view)
	useNow(clock, view.order === 'quiet' ? ORDER_MS : NEVER_MS)
	const statuses = new Map(session.boards.map((board) => [board.id, groupStatus(workshop, board, people)]))
	const boards = orderBoards(chosenBoards(session.boards, view, groups), view.order, {
		helpAt: ({ id }) => statuses.get(id)?.help ?? 0,
		touchedAt: (id) => shown.get().get(id)?.touchedAt ?? null,
	})
	return (
		<section aria-labelledby="boards-live">
			<div className={styles['head']}>
				<h2 id="boards-live">{t('boards.title')}</h2>
				{isStale && <p role="status">{t('boards.stale')}</p>}
				{isRunning && !isOffered && <CollectButton onOpen={collect.open} />}
				{isRunning && (
					<Button variant="quiet" size="small" icon="import" onClick={() => importer.open()}>
						{t('app:import')}
					</Button>
				)}
				<Button size="small" icon="download" onClick={archive.open}>
					{t('boards.exportAll')}
				</Button>
				<TileChoices boards={session.boards} shown={boards} view={view} onView={onView} />
			</div>
			{isOffered && <CollectOffer onOpen={collect.open} />}
			{collect.dialog}
			{importer.dialog}
			{archive.dialog}
			{tasks.dialog}
			<ul className={styles['grid']} data-dense={boards.length >= DENSE_FROM}>
				{boards.map((board) => (
					<BoardTile
						key={board.id}
						credentials={credentials}
						workshop={workshop}
						board={board}
						facilitator={facilitatorOf(workshop, findGroup(workshop, board.group ?? ''))?.name ?? null}
						digests={shown}
						privateCards={privateCards[board.id]}
						clock={clock}
						status={statuses.get(board.id) ?? groupStatus(workshop, board, people)}
						people={people.filter((person) => person.board === board.id && person.role !== 'projector')}
						isWrittenInPrivate={isPrivateWriting(workshop, { board, session })}
						isRunning={isRunning}
						isProjected={workshop.spotlight === board.id}
						isGathering={workshop.gathering?.board === board.id}
						run={run}
						onTask={tasks.start}
					/>
				))}
			</ul>
			<RemovedBoardsButton credentials={credentials} workshop={workshop} />
		</section>
	)
}

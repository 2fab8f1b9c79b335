import { currentSession, isPrivateWriting, type Workshop } from '@charrette/shared'
import type { Credentials } from '../../connection/credentials.ts'
import type { Observable } from '../../connection/observable.ts'
import type { ServerClock } from '../../connection/serverClock.ts'
import type { Digests, Person, WorkshopState } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useImport } from '../../import/useImport.tsx'
import { Button } from '../../ui/Button.tsx'
import { groupSignals } from '../../workshop/groupSignals.ts'
import { useLazyDialog } from '../../workshop/useLazyDialog.tsx'
import type { RunCommand } from '../useCommand.ts'
import styles from './BoardGrid.module.css'
import { BoardTile } from './BoardTile.tsx'
import { RemovedBoardsButton } from './RemovedBoards.tsx'

interface BoardGridProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	digests: Observable<Digests>
	/** What is held in private at each board. */
	privateCards: WorkshopState['privateCards']
	clock: ServerClock
	/** There is no connection: what is shown may be old. */
	isStale: boolean
	run: RunCommand
}

/** From so many boards on they are drawn smaller, and without the faces of those at them. */
const MANY_BOARDS = 13

const ARCHIVE_DIALOG = {
	load: async () => (await import('../../export/archive/ArchiveDialog.tsx')).ArchiveDialog,
	texts: 'archive',
} as const

/** All boards of the session: one look tells how every group is doing. */
export function BoardGrid({
	credentials,
	workshop,
	people,
	digests,
	privateCards,
	clock,
	isStale,
	run,
}: BoardGridProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const bringIn = useImport({ credentials, workshop, board: null })
	const pack = useLazyDialog(ARCHIVE_DIALOG, { credentials, workshop })
	const session = currentSession(workshop)
	const boards = session?.boards ?? []
	return (
		<section aria-labelledby="boards-live">
			<div className={styles['head']}>
				<h2 id="boards-live">{t('boards.title')}</h2>
				{isStale && <p role="status">{t('boards.stale')}</p>}
				<Button variant="quiet" size="small" icon="import" onClick={() => bringIn.open()}>
					{t('app:import')}
				</Button>
				<Button size="small" icon="download" onClick={pack.open}>
					{t('boards.exportAll')}
				</Button>
			</div>
			{bringIn.dialog}
			{pack.dialog}
			<ul className={styles['wall']} data-dense={boards.length >= MANY_BOARDS}>
				{boards.map((board) => (
					<BoardTile
						key={board.id}
						credentials={credentials}
						workshop={workshop}
						board={board}
						digests={digests}
						privateCards={privateCards[board.id]}
						clock={clock}
						signals={groupSignals(workshop, board, people)}
						people={people.filter((person) => person.board === board.id && person.role !== 'projector')}
						isWrittenInPrivate={session !== null && isPrivateWriting(workshop, { board, session })}
						isProjected={workshop.spotlight === board.id}
						isGathering={workshop.gathering?.board === board.id}
						run={run}
					/>
				))}
			</ul>
			<RemovedBoardsButton credentials={credentials} workshop={workshop} />
		</section>
	)
}

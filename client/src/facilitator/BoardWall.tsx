import { currentSession, isAddedBoard, isWrittenInPrivate, type Workshop } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Readable } from '../session/cell.ts'
import type { Credentials } from '../session/credentials.ts'
import type { ServerClock } from '../session/serverClock.ts'
import type { Digests, Person } from '../session/useWorkshop.ts'
import { Button } from '../ui/Button.tsx'
import { useBringIn } from '../workshop/bringIn/useBringIn.tsx'
import { groupSignals } from '../workshop/groupSignals.ts'
import { BoardTile } from './BoardTile.tsx'
import styles from './BoardWall.module.css'
import type { RunCommand } from './useCommand.ts'

interface BoardWallProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	digests: Readable<Digests>
	clock: ServerClock
	/** There is no connection: what is shown may be old. */
	isStale: boolean
	run: RunCommand
}

/** From so many boards on they are drawn smaller, and without the faces of those at them. */
const MANY_BOARDS = 13

/** All boards of the session: one look tells how every group is doing. */
export function BoardWall({ credentials, workshop, people, digests, clock, isStale, run }: BoardWallProps) {
	const { t } = useTranslation(['desk', 'app'])
	const bringIn = useBringIn({ credentials, workshop, board: null })
	const session = currentSession(workshop)
	const boards = session?.boards ?? []
	return (
		<section aria-labelledby="boards-live">
			<div className={styles['head']}>
				<h2 id="boards-live">{t('boards.title')}</h2>
				{isStale && <p role="status">{t('boards.stale')}</p>}
				<Button look="quiet" size="small" icon="bringIn" onClick={() => bringIn.open()}>
					{t('app:bringIn')}
				</Button>
			</div>
			{bringIn.dialog}
			<ul className={styles['wall']} data-dense={boards.length >= MANY_BOARDS}>
				{boards.map((board) => (
					<BoardTile
						key={board.id}
						credentials={credentials}
						board={board}
						digests={digests}
						clock={clock}
						signals={groupSignals(workshop, board, people)}
						people={people.filter((person) => person.board === board.id && person.role !== 'projector')}
						isWrittenInPrivate={session !== null && isWrittenInPrivate(workshop, { board, session })}
						isAdded={session !== null && isAddedBoard(session, board)}
						isOnWall={workshop.spotlight === board.id}
						isGathering={workshop.gathering?.board === board.id}
						run={run}
					/>
				))}
			</ul>
		</section>
	)
}

import { currentSession, isWrittenInPrivate, type Workshop } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Readable } from '../session/cell.ts'
import type { Credentials } from '../session/credentials.ts'
import type { ServerClock } from '../session/serverClock.ts'
import type { Digests, Person, WorkshopState } from '../session/useWorkshop.ts'
import { Button } from '../ui/Button.tsx'
import { useBringIn } from '../workshop/bringIn/useBringIn.tsx'
import { groupSignals } from '../workshop/groupSignals.ts'
import { useLazyDialog } from '../workshop/useLazyDialog.tsx'
import { BoardTile } from './BoardTile.tsx'
import styles from './BoardWall.module.css'
import { RemovedBoardsButton } from './RemovedBoards.tsx'
import type { RunCommand } from './useCommand.ts'

interface BoardWallProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	digests: Readable<Digests>
	/** What is held in private at each board. */
	held: WorkshopState['held']
	clock: ServerClock
	/** There is no connection: what is shown may be old. */
	isStale: boolean
	run: RunCommand
}

/** From so many boards on they are drawn smaller, and without the faces of those at them. */
const MANY_BOARDS = 13

const PACK = {
	load: async () => (await import('../export/pack/PackDialog.tsx')).PackDialog,
	texts: 'pack',
} as const

/** All boards of the session: one look tells how every group is doing. */
export function BoardWall({ credentials, workshop, people, digests, held, clock, isStale, run }: BoardWallProps) {
	const { t } = useTranslation(['desk', 'app'])
	const bringIn = useBringIn({ credentials, workshop, board: null })
	const pack = useLazyDialog(PACK, { credentials, workshop })
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
				<Button size="small" icon="download" onClick={pack.open}>
					{t('boards.takeAll')}
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
						held={held[board.id]}
						clock={clock}
						signals={groupSignals(workshop, board, people)}
						people={people.filter((person) => person.board === board.id && person.role !== 'projector')}
						isWrittenInPrivate={session !== null && isWrittenInPrivate(workshop, { board, session })}
						isOnWall={workshop.spotlight === board.id}
						isGathering={workshop.gathering?.board === board.id}
						run={run}
					/>
				))}
			</ul>
			<RemovedBoardsButton credentials={credentials} workshop={workshop} />
		</section>
	)
}

import { currentSession, type Workshop } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Credentials } from '../session/credentials.ts'
import type { Person } from '../session/useWorkshop.ts'
import { BoardTile } from './BoardTile.tsx'
import styles from './BoardWall.module.css'
import { useBoardContents } from './useBoardContents.ts'
import type { RunCommand } from './useCommand.ts'

interface BoardWallProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	run: RunCommand
}

/** All boards of the session: one look tells how every group is doing. */
export function BoardWall({ credentials, workshop, people, run }: BoardWallProps) {
	const { t } = useTranslation('desk')
	const boards = currentSession(workshop)?.boards ?? []
	const contents = useBoardContents(
		credentials,
		boards.map((board) => board.id),
	)
	return (
		<section aria-labelledby="boards-live">
			<div className={styles['head']}>
				<h2 id="boards-live">{t('boards.title')}</h2>
				{contents.isStale && <p role="status">{t('boards.stale')}</p>}
			</div>
			<ul className={styles['wall']}>
				{boards.map((board) => (
					<BoardTile
						key={board.id}
						credentials={credentials}
						board={board}
						content={contents.byBoard.get(board.id) ?? null}
						people={people.filter((person) => person.board === board.id && person.role !== 'projector')}
						isOnWall={workshop.spotlight === board.id}
						isGathering={workshop.gathering?.board === board.id}
						run={run}
					/>
				))}
			</ul>
		</section>
	)
}

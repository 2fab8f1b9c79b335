import { currentSession, type Workshop } from '@charrette/shared'
import { useTranslation } from 'react-i18next'
import type { Credentials } from '../session/credentials.ts'
import type { Person } from '../session/useWorkshop.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
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
	const showToast = useToast()
	const boards = currentSession(workshop)?.boards ?? []
	const contents = useBoardContents(
		credentials,
		boards.map((board) => board.id),
	)
	const isAllFrozen = boards.length > 0 && boards.every((board) => board.frozen)

	const freezeAll = async () => {
		const done = await run({ type: 'boards.freeze', frozen: !isAllFrozen })
		if (done) showToast(t(isAllFrozen ? 'boards.allThawed' : 'boards.allFrozen'))
	}
	return (
		<section aria-labelledby="boards-live">
			<div className={styles['head']}>
				<h2 id="boards-live">{t('boards.title')}</h2>
				{contents.isStale && <p role="status">{t('boards.stale')}</p>}
				<Button icon={isAllFrozen ? 'thaw' : 'freeze'} aria-pressed={isAllFrozen} onClick={freezeAll}>
					{isAllFrozen ? t('boards.thawAll') : t('boards.freezeAll')}
				</Button>
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

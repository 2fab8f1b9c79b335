import { type BoardId, type BoardPair, findBoard, projectorLocales, type Workshop } from '@charrette/shared'
import { useCallback, useState } from 'react'
import { ComparedBoard } from '../canvas/scenes/ComparedBoard.tsx'
import { useSceneLanguages } from '../canvas/scenes/useScenes.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { Observable } from '../connection/observable.ts'
import type { Digests } from '../connection/useWorkshop.ts'
import styles from './ComparedBoardsScene.module.css'
import { useMinTextPx } from './ProjectedBoard.tsx'
import { boardTitle, useProjectorTexts } from './projectorTexts.ts'
import { PositionMark, SceneFrame, type SceneProps, TextLines } from './SceneFrame.tsx'
import { useSlideshow } from './slideshow.ts'

interface ComparedBoardsSceneProps extends SceneProps {
	credentials: Credentials
	boards: BoardPair
	/** The digests of the running session. */
	digests: Observable<Digests>
}

/**
 * Two boards of any sessions side by side, scene by scene (HAND4). Both step together; the board
 * with fewer scenes stays on its last one.
 */
export function ComparedBoardsScene({ credentials, boards, digests, ...props }: ComparedBoardsSceneProps) {
	const { workshop } = props
	const languages = useSceneLanguages(projectorLocales(workshop))
	const texts = useProjectorTexts(workshop)
	const minTextPx = useMinTextPx()
	const [counts, setCounts] = useState<Partial<Record<BoardId, number>>>({})
	const slides = Math.max(1, ...boards.map((board) => counts[board] ?? 1))
	const { slide } = useSlideshow({ parts: 1, slides, steps: props.steps })
	const onCount = useCallback((board: BoardId, count: number) => setCounts((was) => ({ ...was, [board]: count })), [])
	return (
		<SceneFrame {...props}>
			<div className={styles['pair']}>
				{languages &&
					boards.map((board) => (
						<ComparedBoard
							key={board}
							{...{ credentials, workshop, board, languages, minTextPx, onCount }}
							live={digests}
							at={slide}
							title={<ComparedTitle board={board} workshop={workshop} />}
							position={(position) => <PositionMark position={position} workshop={workshop} />}
							empty={<TextLines lines={texts.map(({ locale, t }) => ({ locale, text: t('boards.noCards') }))} />}
						/>
					))}
			</div>
		</SceneFrame>
	)
}

/** The title of a board and of its session. */
function ComparedTitle({ board: id, workshop }: { board: BoardId; workshop: Workshop }) {
	const found = findBoard(workshop, id)
	if (!found) return null
	return (
		<h2 className={styles['title']}>
			{boardTitle(found.board.title, workshop)}
			<small>{boardTitle(found.session.title, workshop)}</small>
		</h2>
	)
}

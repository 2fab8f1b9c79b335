import {
	coverageOfObstacles,
	currentSession,
	findBoard,
	plainText,
	type SessionObstacle,
	sessionBoards,
	sessionObstacles,
} from '@charrette/shared'
import { useMemo } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { Observable } from '../connection/observable.ts'
import type { Digests } from '../connection/useWorkshop.ts'
import { listNames } from '../i18n/listText.ts'
import styles from './CoverageScene.module.css'
import { useProjectorTexts } from './projectorTexts.ts'
import { SceneFrame, type SceneProps, TextLines } from './SceneFrame.tsx'
import { useSlideshow } from './slideshow.ts'
import { useBoardContents } from './useBoardContents.ts'

/** Number of obstacles that fit on a page at a size that the back row can read. */
const ON_PAGE = 6

type CoverageSceneProps = SceneProps & { credentials: Credentials; digests: Observable<Digests> }

/**
 * The obstacles of the session without a solution, page by page, and the number of answered, open
 * and shared obstacles. Copies of a card on the plenary board are counted once.
 */
export function CoverageScene({ credentials, digests, ...props }: CoverageSceneProps) {
	const { workshop } = props
	const texts = useProjectorTexts(workshop)
	const session = currentSession(workshop)
	const boards = useMemo(() => (session ? sessionBoards(session) : []), [session])
	const contents = useBoardContents(credentials, boards, digests)
	const sources = boards.flatMap((board) => {
		const content = contents.get(board.id)
		return content ? [{ board, content }] : []
	})
	const obstacles = sessionObstacles(sources)
	const sums = coverageOfObstacles(obstacles)
	const open = openObstacles(obstacles)
	const pages = Math.max(1, Math.ceil(open.length / ON_PAGE))
	const { slide } = useSlideshow({ parts: 1, slides: pages, steps: props.steps })
	const titles = texts.map(({ locale, t }) => ({ locale, text: t('projections.coverage') }))
	const linesOf = (key: 'answered' | 'open' | 'shared' | 'noObstacles' | 'allAnswered') =>
		texts.map(({ locale, t }) => ({ locale, text: t(`scenes.${key}`) }))
	if (obstacles.length === 0)
		return (
			<SceneFrame {...props} title={<TextLines lines={titles} />}>
				{sources.length === boards.length && (
					<p className={styles['none']}>
						<TextLines lines={linesOf('noObstacles')} />
					</p>
				)}
			</SceneFrame>
		)
	return (
		<SceneFrame {...props} title={<TextLines lines={titles} />} position={{ at: slide, count: pages }}>
			<div className={styles['coverage']}>
				<dl className={styles['sums']}>
					{(['answered', 'open', 'shared'] as const).map((name) => (
						<div key={name} data-count={name}>
							<dd>{sums[name]}</dd>
							<dt>
								<TextLines lines={linesOf(name)} />
							</dt>
						</div>
					))}
				</dl>
				{open.length === 0 ? (
					<p className={styles['none']}>
						<TextLines lines={linesOf('allAnswered')} />
					</p>
				) : (
					<ul className={styles['open']}>
						{open.slice(slide * ON_PAGE, (slide + 1) * ON_PAGE).map(({ board, card, text, cities }) => (
							<li key={`${board} ${card}`}>
								<p dir="auto">{plainText(text)}</p>
								<small>
									{[listNames(cities), findBoard(workshop, board)?.board.title].filter(Boolean).join(' · ')}
								</small>
							</li>
						))}
					</ul>
				)}
			</div>
		</SceneFrame>
	)
}

/** Returns the obstacles without a solution; those that most cities share come first. */
function openObstacles(obstacles: readonly SessionObstacle[]): SessionObstacle[] {
	return obstacles
		.filter(({ isAnswered, text }) => !isAnswered && text.trim() !== '')
		.sort((a, b) => b.cities.length - a.cities.length)
}

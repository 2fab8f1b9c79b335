import {
	coverageOfObstacles,
	findBoard,
	type JoinedObstacle,
	joinObstacles,
	sessionBoards,
	sessionObstacles,
	translateTitle,
} from '@charrette/shared'
import { useMemo } from 'react'
import { useBoardContents } from '../boardParts/useBoardContents.ts'
import { listNames } from '../i18n/listText.ts'
import {
	type TranslationOf,
	useProjectedTranslations,
	useProjectsTranslations,
} from '../reading/useProjectedTranslations.ts'
import type { BoardText } from '../reading/useReading.tsx'
import styles from './CoverageScene.module.css'
import { useProjectorTexts } from './projectorTexts.ts'
import { SceneFrame, type SceneProps, type SessionSceneProps, TextLines, TranslatedLines } from './SceneFrame.tsx'
import { useSlideshow } from './slideshow.ts'

/** Number of obstacles that fit on a page at a size that the back row can read. */
const ON_PAGE = 6
const TRANSLATED_ON_PAGE = 5

/**
 * The obstacles of a session without a solution, page by page, those of most cities first, and
 * the number of answered, open and shared obstacles. Obstacles that say the same are shown as one
 * (SHARED1), and so are copies of a card on the plenary board.
 */
export function CoverageScene({ credentials, digests, session, isRunning, ...props }: SessionSceneProps) {
	const { workshop } = props
	const texts = useProjectorTexts(workshop)
	const boards = useMemo(() => sessionBoards(session), [session])
	const contents = useBoardContents(credentials, boards, { digests, isLive: isRunning })
	const sources = boards.flatMap((board) => {
		const content = contents.get(board.id)
		return content ? [{ board, content }] : []
	})
	const obstacles = joinObstacles(sessionObstacles(sources))
	const sums = coverageOfObstacles(obstacles)
	const open = obstacles.filter(({ isAnswered, obstacles: [first] }) => !isAnswered && first.text.trim() !== '')
	const isTranslated = useProjectsTranslations()
	const onPage = isTranslated ? TRANSLATED_ON_PAGE : ON_PAGE
	const pages = Math.max(1, Math.ceil(open.length / onPage))
	const { slide } = useSlideshow({ parts: 1, slides: pages, steps: props.steps })
	const shown = open.slice(slide * onPage, (slide + 1) * onPage)
	const askedJson = JSON.stringify(shown.map(({ obstacles: [{ board, card, text }] }) => ({ board, id: card, text })))
	const translationOf = useProjectedTranslations(useMemo(() => JSON.parse(askedJson) as BoardText[], [askedJson]))
	const titles = texts.map(({ locale, t }) => {
		const names = isRunning ? [] : [translateTitle(session.title, locale)]
		return { locale, text: [t('projections.coverage'), ...names].join(' · ') }
	})
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
					<ul className={styles['open']} data-translated={isTranslated || undefined}>
						{shown.map((joined) => (
							<OpenObstacle
								key={`${joined.obstacles[0].board} ${joined.obstacles[0].card}`}
								joined={joined}
								workshop={workshop}
								t={texts[0]?.t}
								translationOf={translationOf}
							/>
						))}
					</ul>
				)}
			</div>
		</SceneFrame>
	)
}

interface OpenObstacleProps extends Pick<SceneProps, 'workshop'> {
	joined: JoinedObstacle
	/** The texts in the first language of the projector; absent until they have arrived. */
	t: ReturnType<typeof useProjectorTexts>[number]['t'] | undefined
	translationOf: TranslationOf
}

/** An obstacle with the number and names of its cities; with its board, unless it is on several. */
function OpenObstacle({ joined, workshop, t, translationOf }: OpenObstacleProps) {
	const { cities, obstacles } = joined
	const [{ board, card, text }] = obstacles
	const names = listNames(cities)
	const places = t && cities.length > 1 ? t('joined.cities', { count: cities.length, cities: names }) : names
	const origin = obstacles.length > 1 ? [places] : [places, findBoard(workshop, board)?.board.title]
	return (
		<li>
			<TranslatedLines text={text} translation={translationOf({ board, id: card, text })} />
			<small>{origin.filter(Boolean).join(' · ')}</small>
		</li>
	)
}

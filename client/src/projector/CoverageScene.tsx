import { type Coverage, currentSession, ownBoards } from '@charrette/shared'
import type { Readable } from '../session/cell.ts'
import { useDigests } from '../session/useDigest.ts'
import type { Digests } from '../session/useWorkshop.ts'
import styles from './CoverageScene.module.css'
import { Lines } from './Lines.tsx'
import { Scene, type SceneProps } from './Scene.tsx'
import { sumCoverage } from './sumCoverage.ts'
import { useWallTexts } from './useWallTexts.ts'

/** How far the obstacles are answered: all of them in large, and board by board. */
export function CoverageScene({ digests, ...props }: SceneProps & { digests: Readable<Digests> }) {
	const { workshop } = props
	const texts = useWallTexts(workshop)
	const known = useDigests(digests)
	const session = currentSession(workshop)
	const boards = (session ? ownBoards(session) : []).flatMap((board) => {
		const coverage = known.get(board.id)?.coverage
		return coverage && coverage.obstacles > 0 ? [{ board, coverage }] : []
	})
	const all = sumCoverage(boards.map(({ coverage }) => coverage))
	const words = (key: 'coverage' | 'answered' | 'open' | 'shared' | 'noObstacles') =>
		texts.map(({ locale, t }) => ({ locale, text: t(`stage.${key}`) }))
	return (
		<Scene {...props} title={<Lines lines={words('coverage')} />}>
			{all.obstacles === 0 ? (
				<p className={styles['none']}>
					<Lines lines={words('noObstacles')} />
				</p>
			) : (
				<div className={styles['coverage']}>
					<dl className={styles['sums']}>
						{(['answered', 'open', 'shared'] as const).map((figure) => (
							<div key={figure} data-figure={figure}>
								<dd>{all[figure]}</dd>
								<dt>
									<Lines lines={words(figure)} />
								</dt>
							</div>
						))}
					</dl>
					<ul className={styles['boards']} data-columns={columnsFor(boards.length)}>
						{boards.map(({ board, coverage }) => (
							<li key={board.id}>
								<span className={styles['name']}>{board.title}</span>
								<Bar coverage={coverage} most={Math.max(...boards.map((one) => one.coverage.obstacles))} />
								<b>
									{coverage.answered}/{coverage.obstacles}
								</b>
							</li>
						))}
					</ul>
				</div>
			)}
		</Scene>
	)
}

/** Boards are read in columns, so many that all of them are there. */
function columnsFor(boards: number): number {
	return boards > 36 ? 3 : boards > 8 ? 2 : 1
}

/** As long as a board has obstacles, and filled as far as they are answered. */
function Bar({ coverage, most }: { coverage: Coverage; most: number }) {
	return (
		<span className={styles['bar']} aria-hidden="true">
			<span style={{ width: `${(100 * coverage.obstacles) / most}%` }}>
				<i style={{ width: `${(100 * coverage.answered) / coverage.obstacles}%` }} />
			</span>
		</span>
	)
}

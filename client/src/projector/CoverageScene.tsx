import { type Coverage, currentSession, sessionBoards } from '@charrette/shared'
import type { Observable } from '../connection/observable.ts'
import { type Digests, useDigests } from '../connection/useWorkshop.ts'
import styles from './CoverageScene.module.css'
import { useProjectorTexts } from './projectorTexts.ts'
import { SceneFrame, type SceneProps, TextLines } from './SceneFrame.tsx'

/** How many obstacles are answered, open and shared: in all, and board by board. */
export function CoverageScene({ digests, ...props }: SceneProps & { digests: Observable<Digests> }) {
	const { workshop } = props
	const texts = useProjectorTexts(workshop)
	const known = useDigests(digests)
	const session = currentSession(workshop)
	const boards = (session ? sessionBoards(session) : []).flatMap((board) => {
		const coverage = known.get(board.id)?.coverage
		return coverage && coverage.obstacles > 0 ? [{ board, coverage }] : []
	})
	const all = sumCoverage(boards.map(({ coverage }) => coverage))
	const linesOf = (key: 'coverage' | 'answered' | 'open' | 'shared' | 'noObstacles') =>
		texts.map(({ locale, t }) => ({ locale, text: t(`scenes.${key}`) }))
	return (
		<SceneFrame {...props} title={<TextLines lines={linesOf('coverage')} />}>
			{all.obstacles === 0 ? (
				<p className={styles['none']}>
					<TextLines lines={linesOf('noObstacles')} />
				</p>
			) : (
				<div className={styles['coverage']}>
					<dl className={styles['sums']}>
						{(['answered', 'open', 'shared'] as const).map((name) => (
							<div key={name} data-count={name}>
								<dd>{all[name]}</dd>
								<dt>
									<TextLines lines={linesOf(name)} />
								</dt>
							</div>
						))}
					</dl>
					<ul className={styles['boards']} data-columns={columnsFor(boards.length)}>
						{boards.map(({ board, coverage }) => (
							<li key={board.id}>
								<span className={styles['name']}>{board.title}</span>
								<CoverageBar coverage={coverage} most={Math.max(...boards.map((one) => one.coverage.obstacles))} />
								<b>
									{coverage.answered}/{coverage.obstacles}
								</b>
							</li>
						))}
					</ul>
				</div>
			)}
		</SceneFrame>
	)
}

/** The number of columns in which all boards fit. */
function columnsFor(boards: number): number {
	return boards > 36 ? 3 : boards > 8 ? 2 : 1
}

/** A bar whose length is the number of obstacles, filled as far as they are answered. */
function CoverageBar({ coverage, most }: { coverage: Coverage; most: number }) {
	return (
		<span className={styles['bar']} aria-hidden="true">
			<span style={{ width: `${(100 * coverage.obstacles) / most}%` }}>
				<i style={{ width: `${(100 * coverage.answered) / coverage.obstacles}%` }} />
			</span>
		</span>
	)
}

/** The sum of several boards' coverage. */
function sumCoverage(coverages: readonly Coverage[]): Coverage {
	const sum = (name: keyof Coverage) => coverages.reduce((total, coverage) => total + coverage[name], 0)
	return { obstacles: sum('obstacles'), answered: sum('answered'), open: sum('open'), shared: sum('shared') }
}

import { type Board, countCards, currentSession } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import type { Observable } from '../connection/observable.ts'
import { type Digests, useDigest } from '../connection/useWorkshop.ts'
import { BoardThumbnail } from '../workshop/BoardThumbnail.tsx'
import styles from './BoardGridScene.module.css'
import { SceneFrame, type SceneProps } from './SceneFrame.tsx'

/** With more boards than these, a title leaves no room for the number of cards. */
const MANY_BOARDS = 24

/** Thumbnails of all boards, as large as they fit. */
export function BoardGridScene({ digests, ...props }: SceneProps & { digests: Observable<Digests> }) {
	const boards = currentSession(props.workshop)?.boards ?? []
	const grouped = boards.filter((board) => board.group !== null)
	const shown = grouped.length > 0 ? grouped : boards
	const { columns, rows } = fitGrid(shown.length, useWindowAspect())
	return (
		<SceneFrame {...props}>
			<ul
				className={styles['grid']}
				data-many={shown.length > MANY_BOARDS}
				style={{
					gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
					gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
				}}
			>
				{shown.map((board) => (
					<GridBoard key={board.id} board={board} digests={digests} />
				))}
			</ul>
		</SceneFrame>
	)
}

function GridBoard({ board, digests }: { board: Board; digests: Observable<Digests> }) {
	const digest = useDigest(digests, board.id)
	return (
		<li className={styles['board']}>
			<BoardThumbnail digest={digest} className={styles['thumbnail']} />
			<span className={styles['name']}>
				<span>{board.title}</span>
				{digest && <b>{countCards(digest)}</b>}
			</span>
		</li>
	)
}

/** The best aspect ratio of a thumbnail. */
const BEST_ASPECT = 1.5

/**
 * The grid in which `count` thumbnails are largest on a screen of this aspect ratio (width to
 * height).
 */
export function fitGrid(count: number, aspect: number): { columns: number; rows: number } {
	let best = { columns: 1, rows: Math.max(1, count), size: 0 }
	for (let columns = 1; columns <= count; columns++) {
		const rows = Math.ceil(count / columns)
		const [w, h] = [aspect / columns, 1 / rows]
		const size = Math.min(w, h * BEST_ASPECT)
		if (size > best.size) best = { columns, rows, size }
	}
	return { columns: best.columns, rows: best.rows }
}

/** The window's aspect ratio; the component rerenders when it changes. */
function useWindowAspect(): number {
	return useSyncExternalStore(subscribe, () => window.innerWidth / Math.max(1, window.innerHeight))
}

function subscribe(onChange: () => void): () => void {
	window.addEventListener('resize', onChange)
	return () => window.removeEventListener('resize', onChange)
}

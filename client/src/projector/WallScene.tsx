import { type Board, countCards, currentSession } from '@charrette/shared'
import type { Readable } from '../session/cell.ts'
import { useDigest } from '../session/useDigest.ts'
import type { Digests } from '../session/useWorkshop.ts'
import { MiniBoard } from '../workshop/MiniBoard.tsx'
import { gridFor } from './gridFor.ts'
import { Scene, type SceneProps } from './Scene.tsx'
import { useWallShape } from './useWallShape.ts'
import styles from './WallScene.module.css'

/** With more than these, a name leaves no room for a count beside it. */
const MANY_BOARDS = 24

/** All boards in small, as large as they fit. */
export function WallScene({ digests, ...props }: SceneProps & { digests: Readable<Digests> }) {
	const boards = currentSession(props.workshop)?.boards ?? []
	const grouped = boards.filter((board) => board.group !== null)
	const shown = grouped.length > 0 ? grouped : boards
	const { columns, rows } = gridFor(shown.length, useWallShape())
	return (
		<Scene {...props}>
			<ul
				className={styles['wall']}
				data-many={shown.length > MANY_BOARDS}
				style={{
					gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
					gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
				}}
			>
				{shown.map((board) => (
					<WallBoard key={board.id} board={board} digests={digests} />
				))}
			</ul>
		</Scene>
	)
}

function WallBoard({ board, digests }: { board: Board; digests: Readable<Digests> }) {
	const digest = useDigest(digests, board.id)
	return (
		<li className={styles['board']}>
			<MiniBoard digest={digest} className={styles['picture']} />
			<span className={styles['name']}>
				<span>{board.title}</span>
				{digest && <b>{countCards(digest)}</b>}
			</span>
		</li>
	)
}

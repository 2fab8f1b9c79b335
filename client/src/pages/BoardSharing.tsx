import type { BoardId, Workshop } from '@charrette/shared'
import { Suspense } from 'react'
import type { Credentials } from '../session/credentials.ts'
import { lazyPage } from './lazyPage.ts'

const { Page: SharedPages } = lazyPage(
	async () => (await import('../facilitator/shares/SharedPages.tsx')).SharedPages,
	'desk',
)

interface BoardSharingProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
}

/** For facilitators, below the code of a board: the board shared as a page to read. It is fetched when it is first looked at. */
export function BoardSharing({ credentials, workshop, board }: BoardSharingProps) {
	if (credentials.role !== 'facilitator') return null
	return (
		<Suspense fallback={null}>
			<SharedPages credentials={credentials} workshop={workshop} board={board} />
		</Suspense>
	)
}

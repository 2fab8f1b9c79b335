import type { BoardContent, BoardId } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { fetchBoardContent } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'

const POLL_MS = 5000

export interface BoardContents {
	byBoard: ReadonlyMap<BoardId, BoardContent>
	/** The last call failed: what is shown may be old. */
	isStale: boolean
}

/** The content of every board, fetched anew every few seconds while the page is seen; one board after the other. */
export function useBoardContents(credentials: Credentials, boards: readonly BoardId[]): BoardContents {
	const [contents, setContents] = useState<BoardContents>({ byBoard: new Map(), isStale: false })
	// A list of the same boards is the same list, however often the workshop's state comes anew.
	const key = boards.join(' ')
	useEffect(() => {
		let isWanted = true
		let timer: ReturnType<typeof setTimeout> | undefined
		const poll = async () => {
			for (const board of key.split(' ') as BoardId[]) {
				if (!isWanted || document.hidden || key === '') break
				const content = await fetchBoardContent(credentials, board).catch(() => null)
				if (isWanted) setContents((was) => withContent(was, board, content))
				if (!content) break
			}
			if (isWanted) timer = setTimeout(poll, POLL_MS)
		}
		const onSeen = () => {
			if (document.hidden) return
			clearTimeout(timer)
			poll()
		}
		poll()
		document.addEventListener('visibilitychange', onSeen)
		return () => {
			isWanted = false
			clearTimeout(timer)
			document.removeEventListener('visibilitychange', onSeen)
		}
	}, [credentials, key])
	return contents
}

/** Without an answer the last known content stays, marked as old. */
function withContent(was: BoardContents, board: BoardId, content: BoardContent | null): BoardContents {
	if (!content) return { ...was, isStale: true }
	return { byBoard: new Map(was.byBoard).set(board, content), isStale: false }
}

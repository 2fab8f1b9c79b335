import { safePart } from './fileName.ts'
import type { BoardId } from './ids.ts'
import type { Session } from './Workshop.ts'

/** In which folder of a pack the files of each board lie: `01 Group 1`, and of several sessions `01 Morning/01 Group 1`. */
export function packFolders(sessions: readonly Session[]): Map<BoardId, string> {
	const folders = sessions.flatMap((session, at) => {
		const parent = sessions.length > 1 ? `${numbered(session.title, at)}/` : ''
		return session.boards.map((board, place): [BoardId, string] => [board.id, parent + numbered(board.title, place)])
	})
	return new Map(folders)
}

/** A number makes a name that nothing else has, and keeps the order. */
function numbered(title: string, at: number): string {
	return `${String(at + 1).padStart(2, '0')} ${safePart(title)}`
}

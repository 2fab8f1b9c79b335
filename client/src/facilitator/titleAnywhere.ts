import { findBoard, type Workshop } from '@charrette/shared'

/**
 * Returns the title of a board, with that of its session if another one is running: boards of
 * several sessions have the same titles (HAND3).
 */
export function titleAnywhere(workshop: Workshop, id: string): string {
	const found = findBoard(workshop, id)
	if (!found) return ''
	const { board, session } = found
	return session.id === workshop.session ? board.title : `${board.title} · ${session.title}`
}

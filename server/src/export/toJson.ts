import type { BoardContent } from '@charrette/shared'
import type { ExportAbout } from './ExportAbout.ts'

/** Raised when a reader of the file would have to change. */
const FORMAT_VERSION = 1

/**
 * A board as JSON:
 *
 *     { format: 'charrette.board', formatVersion: 1, exportedAt: '2025-11-24T14:30:00.000Z',
 *       workshop: {id, title}, board: {id, title},
 *       cards: [{id, kind, text, city, author?, category?, cluster?, votes?}],   in reading order
 *       links: [{id, from, to, meaning}],                                  `from` and `to` are ids of cards
 *       clusters: [{id, title, cards: [id]}],
 *       images: [{id, path, alt, cluster?}],                               `path` is on the server that wrote the file
 *       coverage: {obstacles, answered, open, shared} }
 *
 * Kinds, categories and meanings are words of the format, the same in every language.
 */
export function toJson(content: BoardContent, { workshop, board, at }: ExportAbout): string {
	const file = {
		format: 'charrette.board',
		formatVersion: FORMAT_VERSION,
		exportedAt: at.toISOString(),
		workshop: { id: workshop.id, title: workshop.title },
		board: { id: board.id, title: board.title },
		...content,
	}
	return `${JSON.stringify(file, null, 2)}\n`
}

import { readFile } from 'node:fs/promises'
import type { ImageId } from '@charrette/shared'
import { VIEWER_DIR } from '../../paths.ts'
import type { ExportAbout, ExportedBoard } from '../ExportedBoard.ts'
import { picturesOf } from '../picturesOf.ts'
import type { ViewerBoard } from './ViewerFile.ts'
import { viewerBoard } from './viewerBoard.ts'
import { viewerPage } from './viewerPage.ts'

/**
 * Boards of one workshop, one or many, as one HTML file that shows them anywhere, off-line and from a disk (VIEW1); in
 * pieces, so that one with many pictures is never in memory whole.
 */
export async function* toViewer(
	boards: readonly ExportedBoard[],
	{ at, locale }: Pick<ExportAbout, 'at' | 'locale'>,
): AsyncGenerator<string> {
	const [script = '', style = ''] = await Promise.all(
		['viewer.js', 'viewer.css'].map((name) => readFile(new URL(name, VIEWER_DIR), 'utf8')),
	)
	const workshop = boards[0]?.workshop.title ?? ''
	const head = { locale, at: at.getTime(), workshop, titles: boards.map(({ board }) => board.title) }
	yield* viewerPage(head, { boards: toldOneByOne(boards), pictures: picturesIn(boards), script, style })
}

function* toldOneByOne(boards: readonly ExportedBoard[]): Generator<ViewerBoard> {
	for (const board of boards) yield viewerBoard(board)
}

/** The pictures on these boards, each once, as `data:` addresses. */
async function* picturesIn(boards: readonly ExportedBoard[]): AsyncGenerator<[ImageId, string]> {
	const seen = new Set<ImageId>()
	for (const { content, picture } of boards)
		for (const id of picturesOf(content)) {
			if (seen.has(id)) continue
			seen.add(id)
			const file = await picture(id, 1024)
			if (file) yield [id, `data:${file.type};base64,${Buffer.from(file.bytes).toString('base64')}`]
		}
}

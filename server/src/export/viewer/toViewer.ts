import { readFile } from 'node:fs/promises'
import { VIEWER_DIR } from '../../paths.ts'
import type { ExportAbout, ExportedBoard } from '../ExportedBoard.ts'
import { picturesOf } from '../picturesOf.ts'
import type { ViewerFile } from './ViewerFile.ts'
import { viewerBoard } from './viewerBoard.ts'
import { viewerPage } from './viewerPage.ts'

/** Boards of one workshop, one or many, as one HTML file that shows them anywhere, off-line and from a disk (VIEW1). */
export async function toViewer(
	boards: readonly ExportedBoard[],
	{ at, locale }: Pick<ExportAbout, 'at' | 'locale'>,
): Promise<string> {
	const pictures: ViewerFile['pictures'] = {}
	for (const { content, picture } of boards)
		for (const id of picturesOf(content)) {
			const file = pictures[id] === undefined ? await picture(id, 1024) : null
			if (file) pictures[id] = `data:${file.type};base64,${Buffer.from(file.bytes).toString('base64')}`
		}
	const [script = '', style = ''] = await Promise.all(
		['viewer.js', 'viewer.css'].map((name) => readFile(new URL(name, VIEWER_DIR), 'utf8')),
	)
	const workshop = boards[0]?.workshop.title ?? ''
	const file = { locale, at: at.getTime(), workshop, boards: boards.map(viewerBoard), pictures }
	return viewerPage(file, { script, style })
}

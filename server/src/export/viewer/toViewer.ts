import { readFile } from 'node:fs/promises'
import type { ImageId, Locale } from '@charrette/shared'
import { VIEWER_DIR } from '../../paths.ts'
import type { ViewerFile } from './ViewerFile.ts'
import type { ViewedBoard } from './viewerBoard.ts'
import { viewerBoard } from './viewerBoard.ts'
import { viewerPage } from './viewerPage.ts'

/** What a viewer says of itself, and where its pictures are. */
export interface ViewerAbout {
	workshop: { title: string }
	at: Date
	locale: Locale
	/** A picture, of no more than 1,024 px; null for one that is not there. */
	pictureOf(id: ImageId): Promise<{ type: string; bytes: Uint8Array } | null>
}

/** Boards, one or many, as one HTML file that shows them anywhere, off-line and from a disk (VIEW1). */
export async function toViewer(boards: readonly ViewedBoard[], about: ViewerAbout): Promise<string> {
	const shown = boards.map(viewerBoard)
	const pictures: ViewerFile['pictures'] = {}
	for (const id of new Set(shown.flatMap(({ images }) => images.map(({ picture }) => picture)))) {
		const file = await about.pictureOf(id)
		if (file) pictures[id] = `data:${file.type};base64,${Buffer.from(file.bytes).toString('base64')}`
	}
	const [script, style] = await Promise.all(
		['viewer.js', 'viewer.css'].map((name) => readFile(new URL(name, VIEWER_DIR), 'utf8')),
	)
	const file = { locale: about.locale, at: about.at.getTime(), workshop: about.workshop.title, boards: shown, pictures }
	return viewerPage(file, { script: script ?? '', style: style ?? '' })
}

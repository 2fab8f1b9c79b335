import type { Editor } from '@tldraw/tldraw'
import { pictureRatio } from './pictureRatio.ts'

const PADDING = 48

/** A picture of a whole board, on paper. `ratio`: its pixels a board unit; below 1 the browser could not draw it at full size. */
export interface Picture {
	blob: Blob
	ratio: number
}

/** Draws the whole board in the browser, light whatever the theme. Null if there is nothing on it; throws if it cannot be drawn. */
export async function drawPicture(editor: Editor, format: 'png' | 'svg'): Promise<Picture | null> {
	const content = editor.getCurrentPageBounds()
	const shapes = [...editor.getCurrentPageShapeIds()]
	if (!content || shapes.length === 0) return null
	const size = { w: content.w + PADDING * 2, h: content.h + PADDING * 2 }
	const options = { background: true, darkMode: false, padding: PADDING }
	if (format === 'svg') {
		const { blob } = await editor.toImage(shapes, { ...options, format })
		return { blob, ratio: 1 }
	}
	const { blob, width } = await editor.toImage(shapes, { ...options, format, pixelRatio: pictureRatio(size) })
	// The canvas silently shrinks what the browser cannot hold: the file itself tells.
	return { blob, ratio: (await readPngWidth(blob)) / width }
}

/** A PNG's width in pixels, from its header: 8 bytes of signature, length and type of the first chunk, then the width. */
async function readPngWidth(png: Blob): Promise<number> {
	const header = await png.slice(0, 24).arrayBuffer()
	return new DataView(header).getUint32(16)
}

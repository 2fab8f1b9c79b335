import type { BoardContent } from '@charrette/shared'
import { drawPng } from './drawing/drawPng.ts'
import { boundsOf, drawSvg, writeSvg } from './drawing/drawSvg.ts'
import { layCards } from './drawing/layCards.ts'
import { type BoardToDraw, type Drawing, openDrawing } from './drawing/openDrawing.ts'
import { openWholePicture, type WholePicture } from './drawing/openWholePicture.ts'
import { outlineEmoji } from './drawing/outlineEmoji.ts'
import { zipParts } from './drawing/zipParts.ts'
import type { DrawnFormat, OnProgress, PictureAbout, PictureFile, PictureWish } from './PictureWish.ts'

/** One picture of a board. */
interface PictureOrder {
	format: DrawnFormat
	wish: PictureWish
}

/** A board, and the pictures that are to be drawn of it. */
interface BoardOrder {
	board: Omit<BoardToDraw, 'margin'>
	about: PictureAbout
	pictures: readonly PictureOrder[]
	/** What is on it, with the dots of its newest vote: a presentation is made of it. */
	content?: BoardContent | undefined
	onProgress: OnProgress
	/** Is told of a picture that could not be drawn, so that the others are; without it the first such ends the drawing. */
	onFailed?: (format: DrawnFormat, thrown: unknown) => void
}

/**
 * Draws a board, whether it is open or not, from its document, in as many formats as are wanted; its typefaces and images
 * are fetched once, and nothing of it stays behind. Gives no files where there is nothing on it. Throws an `ApiError` where
 * the server gives no typefaces, and what `onProgress` throws.
 */
export async function drawBoard({
	board,
	about,
	pictures,
	content,
	onProgress,
	onFailed = raise,
}: BoardOrder): Promise<PictureFile[]> {
	const drawing = await openDrawing({ ...board, margin: marginOf(about) })
	const wholes = new Map<string, WholePicture>()
	try {
		const files: PictureFile[] = []
		for (const picture of pictures) {
			try {
				const file = await drawPicture(drawing, { about, onProgress, content, wholes, ...picture })
				if (file) files.push(file)
			} catch (thrown) {
				onFailed(picture.format, thrown)
			}
		}
		return files
	} finally {
		for (const whole of wholes.values()) whole.close()
		drawing.close()
	}
}

function raise(_format: DrawnFormat, thrown: unknown): never {
	throw thrown
}

/** All that is written beside a board. */
function marginOf(about: PictureAbout): string {
	return `${about.workshop}${about.title}${dateOf(about)}0123456789 /·↓→`
}

/** What is drawn of a board that is ready to be drawn. `wholes` are kept for whatever else is made of them. */
interface DrawingOrder extends PictureOrder, Omit<BoardOrder, 'board' | 'pictures'> {
	wholes: Map<string, WholePicture>
}

async function drawPicture(
	drawing: Drawing,
	{ about, format, wish, content, onProgress, wholes }: DrawingOrder,
): Promise<PictureFile | null> {
	drawing.showNames(wish.names)
	const shapes = drawing.shapes(wish.chosen)
	const bounds = boundsOf(drawing.editor, shapes)
	if (!bounds) return null
	onProgress(0, 1)
	await layCards(drawing, shapes, onProgress)
	const { title, workshop, at, locale } = about
	const wholeOn = (ground: PictureWish['ground']) => {
		const key = JSON.stringify([wish.chosen, wish.names, ground])
		const whole = wholes.get(key) ?? openWholePicture(drawing, { shapes, ground, title, scale: wish.scale })
		wholes.set(key, whole)
		return whole
	}
	switch (format) {
		case 'svg': {
			const svg = await drawSvg(drawing, { shapes, bounds, ground: wish.ground, ratio: null })
			await outlineEmoji(svg, drawing.fonts)
			return { format, blob: writeSvg(svg, { fonts: drawing.fonts, title }), ending: 'svg' }
		}
		case 'png': {
			const { scale, ground } = wish
			const png = await drawPng(drawing, { shapes, ground, scale, title, whole: wholeOn(ground), onProgress })
			return png instanceof Blob
				? { format, blob: png, ending: 'png' }
				: { format, blob: await zipParts(png, about), ending: 'zip' }
		}
		case 'pptx': {
			if (!content) throw new Error('a presentation was asked for without what is to be in it')
			const { drawSlides } = await import('./pptx/drawSlides.ts')
			const picture = await wholeOn('paper').overview()
			const blob = await drawSlides({ about, picture, shapes, content, names: wish.names })
			return { format, blob, ending: 'pptx' }
		}
		case 'pdf': {
			// The writer of PDF weighs more than all the rest.
			const { drawPdf } = await import('./pdf/drawPdf.ts')
			const margin = { title, workshop, date: dateOf(about), at: new Date(at), locale }
			const blob = await drawPdf(drawing, { shapes, paper: wish.paper, ...margin })
			return blob && { format, blob, ending: 'pdf' }
		}
		case 'page': {
			const picture = await wholeOn('paper').overview()
			return picture && { format, blob: picture.png, ending: 'png' }
		}
	}
}

function dateOf({ at, locale }: PictureAbout): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at)
}

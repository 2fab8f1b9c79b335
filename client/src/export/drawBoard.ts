import type { BoardContent } from '@charrette/shared'
import { drawOverview, drawPng, type Overview } from './drawing/drawPng.ts'
import { boundsOf, drawSvg, writeSvg } from './drawing/drawSvg.ts'
import { layCards } from './drawing/layCards.ts'
import { type BoardToDraw, type Drawing, openDrawing } from './drawing/openDrawing.ts'
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
	try {
		const files: PictureFile[] = []
		const overviews = new Map<string, Overview | null>()
		for (const picture of pictures) {
			try {
				const file = await drawPicture(drawing, { about, onProgress, content, overviews, ...picture })
				if (file) files.push(file)
			} catch (thrown) {
				onFailed(picture.format, thrown)
			}
		}
		return files
	} finally {
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

/** What is drawn of a board that is ready to be drawn. `overviews` holds those that were drawn, for whatever else needs one. */
interface DrawingOrder extends PictureOrder, Omit<BoardOrder, 'board' | 'pictures'> {
	overviews: Map<string, Overview | null>
}

async function drawPicture(
	drawing: Drawing,
	{ about, format, wish, content, onProgress, overviews }: DrawingOrder,
): Promise<PictureFile | null> {
	drawing.showNames(wish.names)
	const shapes = drawing.shapes(wish.chosen)
	const bounds = boundsOf(drawing.editor, shapes)
	if (!bounds) return null
	onProgress(0, 1)
	await layCards(drawing, shapes, onProgress)
	const { title, workshop, at, locale } = about
	const overview = async () => {
		const key = JSON.stringify([wish.chosen, wish.names])
		if (!overviews.has(key)) overviews.set(key, await drawOverview(drawing, { shapes, ground: 'paper', title }))
		return overviews.get(key) ?? null
	}
	switch (format) {
		case 'svg': {
			const svg = await drawSvg(drawing, { shapes, bounds, ground: wish.ground, ratio: null })
			await outlineEmoji(svg, drawing.fonts)
			const text = writeSvg(svg, { fonts: drawing.fonts, title })
			return { format, blob: new Blob([text], { type: 'image/svg+xml' }), ending: 'svg' }
		}
		case 'png': {
			const { scale, ground } = wish
			const png = await drawPng(drawing, { shapes, ground, scale, title, onProgress })
			return png instanceof Blob
				? { format, blob: png, ending: 'png' }
				: { format, blob: await zipParts(png, about), ending: 'zip' }
		}
		case 'pptx': {
			if (!content) throw new Error('a presentation was asked for without what is to be in it')
			const { drawSlides } = await import('./pptx/drawSlides.ts')
			const picture = await overview()
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
			const picture = await overview()
			return picture && { format, blob: picture.png, ending: 'png' }
		}
	}
}

function dateOf({ at, locale }: PictureAbout): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at)
}

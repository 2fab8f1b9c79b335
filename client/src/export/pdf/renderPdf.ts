import type { ShapeId } from '../../canvas/engine/shapes.ts'
import type { ExportMetadata, OnProgress, RenderOptions } from '../exportFormats.ts'
import type { BoardRenderer } from '../render/boardRenderer.ts'
import { boundsOf, renderSvg } from '../render/renderSvg.ts'
import { type BoardDrawing, PdfFile } from './PdfFile.ts'
import { addCardSheets } from './renderCards.ts'
import { addBoardPages } from './renderPages.ts'
import { addPoster } from './renderPoster.ts'

/** The shapes to render, the options, and the texts beside the board. */
interface PdfJob {
	shapes: readonly ShapeId[]
	options: Pick<RenderOptions, 'layout' | 'paper' | 'poster' | 'cards' | 'names'>
	metadata: ExportMetadata
	onProgress: OnProgress
}

/**
 * Renders a board as a PDF of vectors, with text that can be searched and copied in any script.
 * Returns null if there is nothing to render.
 */
export async function renderPdf(renderer: BoardRenderer, job: PdfJob): Promise<Blob | null> {
	const { options, metadata } = job
	const file = await PdfFile.open(renderer.fonts, metadata)
	if (options.layout === 'cards') {
		const hasCards = await addCardSheets(file, renderer, job)
		return hasCards ? file.save() : null
	}
	const board = await drawBoard(file, renderer, job.shapes)
	if (!board) return null
	if (options.layout === 'poster') await addPoster(file, board, { options: options.poster, metadata })
	else await addBoardPages(file, board, { paper: options.paper, metadata })
	return file.save()
}

async function drawBoard(
	file: PdfFile,
	renderer: BoardRenderer,
	shapes: readonly ShapeId[],
): Promise<BoardDrawing | null> {
	const bounds = boundsOf(renderer, shapes)
	if (!bounds) return null
	const svg = await renderSvg(renderer, { shapes, bounds, background: 'transparent', pixelRatio: null, hasNote: true })
	const { x, y, w, h } = bounds
	return { name: file.addForm(await file.draw(svg), { x, y, w, h }), bounds: { x, y, w, h } }
}

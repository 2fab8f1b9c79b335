import type { ClusterShape, ShapeId } from '../../canvas/engine/shapes.ts'
import type { ExportMetadata, OnProgress, RenderOptions } from '../exportFormats.ts'
import type { BoardRenderer } from '../render/boardRenderer.ts'
import { shownTitle } from '../render/ClusterSvg.tsx'
import { boundsOf, renderSvg } from '../render/renderSvg.ts'
import { type BoardDrawing, linksIn, PdfFile } from './PdfFile.ts'
import type { Area } from './paper.ts'
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

const areaOf = ({ x, y, w, h }: Area): Area => ({ x, y, w, h })

/** Returns the clusters among these shapes in reading order: by their upper and left edges. */
function clustersIn({ editor }: BoardRenderer, shapes: readonly ShapeId[]): BoardDrawing['clusters'] {
	const clusters = shapes.flatMap((id) => {
		const shape = editor.getShape(id)
		const bounds = editor.getShapePageBounds(id)
		if (shape?.type !== 'frame' || !bounds) return []
		return [{ title: shownTitle(shape as ClusterShape, editor).text, area: areaOf(bounds) }]
	})
	const rowOf = ({ area }: { area: Area }) => Math.round(area.y / ROW_HEIGHT)
	return clusters.sort((one, other) => rowOf(one) - rowOf(other) || one.area.x - other.area.x)
}

/** Clusters whose upper edges are in the same band are beside each other. In board units. */
const ROW_HEIGHT = 200

async function drawBoard(
	file: PdfFile,
	renderer: BoardRenderer,
	shapes: readonly ShapeId[],
): Promise<BoardDrawing | null> {
	const bounds = boundsOf(renderer, shapes)
	if (!bounds) return null
	const svg = await renderSvg(renderer, { shapes, bounds, background: 'transparent', pixelRatio: null, hasNote: true })
	const area = areaOf(bounds)
	// Drawing replaces texts by images, but keeps their places.
	const links = linksIn(svg)
	return { name: file.addForm(await file.draw(svg), area), bounds: area, links, clusters: clustersIn(renderer, shapes) }
}

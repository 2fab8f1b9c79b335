import { type DocumentPage, drawingScale, type PageDrawing } from '../documents/OpenedDocument.ts'
import { type LaidOutPage, layOutPage, type MeasureAt, type PlacedLine } from './layOutPage.ts'
import { type OfficePages, textOfBlock } from './OfficePages.ts'

const FONT = 'system-ui, sans-serif'
const INK = '#1c2330'
const LINE = '#c3c9d4'
/** From the upper edge of a line to the base of its letters, in sizes of letters. */
const BASE = 1.05

/** Returns a page of a Word file or a slide; `number` is from 1 on. */
export function officePage(content: OfficePages, number: number, measureAt: MeasureAt): DocumentPage {
	const blocks = content.pages[number - 1] ?? []
	const page = layOutPage(blocks, content, measureAt)
	return {
		width: page.width,
		height: page.height,
		draw: (pixels) => drawLaidOut(page, pixels),
		text: async () => blocks.map(textOfBlock).filter(Boolean).join('\n'),
		addText: async (layer, scale) => addLines(page, layer, scale),
	}
}

const fontOf = (size: number, { isBold, isItalic }: { isBold: boolean; isItalic: boolean }) =>
	`${isItalic ? 'italic ' : ''}${isBold ? '600 ' : ''}${size}px ${FONT}`

/** Measures texts with a canvas, each word in each style once. */
export function createMeasure(): MeasureAt {
	const context = document.createElement('canvas').getContext('2d')
	const known = new Map<string, number>()
	return (size) => (text, style) => {
		const font = fontOf(size, style)
		const key = `${font} ${text}`
		const found = known.get(key)
		if (found !== undefined || !context) return found ?? text.length * size * 0.5
		context.font = font
		const { width } = context.measureText(text)
		known.set(key, width)
		return width
	}
}

function drawLaidOut(page: LaidOutPage, pixels: number): PageDrawing {
	const scale = drawingScale(page, pixels)
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.floor(page.width * scale))
	canvas.height = Math.max(1, Math.floor(page.height * scale))
	let isCancelled = false
	const draw = async () => {
		const context = canvas.getContext('2d')
		if (!context) throw new Error('there is no canvas to draw on')
		context.scale(scale, scale)
		context.fillStyle = 'white'
		context.fillRect(0, 0, page.width, page.height)
		for (const { bytes, x, y, w, h } of page.pictures) {
			// A damaged picture is left out.
			const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>])).catch(() => null)
			if (bitmap && !isCancelled) context.drawImage(bitmap, x, y, w, h)
			bitmap?.close()
			if (isCancelled) return
		}
		context.strokeStyle = LINE
		for (const { x, y, w, h } of page.frames) context.strokeRect(x, y, w, h)
		if (page.notesLine) context.strokeRect(page.notesLine.x, page.notesLine.y, page.notesLine.w, 0)
		context.fillStyle = INK
		for (const line of page.lines) drawLine(context, line)
	}
	return {
		canvas,
		done: draw(),
		cancel() {
			isCancelled = true
		},
	}
}

function drawLine(context: CanvasRenderingContext2D, { line, x, y, size }: PlacedLine): void {
	context.direction = line.isRightToLeft ? 'rtl' : 'ltr'
	context.textAlign = 'left'
	for (const piece of line.pieces) {
		context.font = fontOf(size, piece)
		context.fillText(piece.text, x + piece.x, y + size * BASE)
	}
}

/** Adds the lines to the text layer, where the reader's styles place and scale them. */
function addLines(page: LaidOutPage, layer: HTMLElement, scale: number): void {
	layer.style.setProperty('--total-scale-factor', String(scale))
	for (const { line, x, y, size } of page.lines) {
		for (const piece of line.pieces) {
			const span = document.createElement('span')
			span.textContent = piece.text
			span.dir = line.isRightToLeft ? 'rtl' : 'ltr'
			span.style.cssText = `left:${((x + piece.x) / page.width) * 100}%;top:${((y + size * 0.15) / page.height) * 100}%`
			span.style.setProperty('--font-height', `${size}px`)
			span.style.fontFamily = FONT
			span.style.fontWeight = piece.isBold ? '600' : '400'
			span.style.fontStyle = piece.isItalic ? 'italic' : 'normal'
			layer.append(span)
		}
		layer.append(document.createElement('br'))
	}
}

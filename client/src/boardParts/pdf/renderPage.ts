import type { PdfPage } from './openPdf.ts'

/** The largest canvas, in pixels: some browsers show nothing in a larger one. */
const MAX_PIXELS = 16_000_000

/** A drawing of a page that may still be under way. */
export interface PageDrawing {
	canvas: HTMLCanvasElement
	done: Promise<void>
	cancel(): void
}

/** Draws a page on a new canvas, `pixels` wide if that is not too large. */
export function drawPage(page: PdfPage, pixels: number): PageDrawing {
	const { width, height } = page.getViewport({ scale: 1 })
	const scale = Math.min(pixels / width, Math.sqrt(MAX_PIXELS / (width * height)))
	const viewport = page.getViewport({ scale })
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.floor(viewport.width))
	canvas.height = Math.max(1, Math.floor(viewport.height))
	const task = page.render({ canvas, viewport })
	return { canvas, done: task.promise, cancel: () => task.cancel() }
}

/** Returns a page as an image file of this name, `pixels` wide. */
export async function pagePicture(page: PdfPage, { pixels, name }: { pixels: number; name: string }): Promise<File> {
	const { canvas, done } = drawPage(page, pixels)
	await done
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
	if (!blob) throw new Error('a page could not be drawn')
	return new File([blob], name, { type: blob.type })
}

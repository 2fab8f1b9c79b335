/** Why a file cannot be shown as a document (CASE3, CASE8). */
export type DocumentRefusal =
	| 'tooLarge'
	| 'damaged'
	| 'locked'
	| 'tooManyPages'
	| 'macros'
	| 'oldOffice'
	| 'tooMuchInside'

/** Thrown for a file that is no document, or one that a board cannot have. */
export class DocumentRefusedError extends Error {
	readonly reason: DocumentRefusal

	constructor(reason: DocumentRefusal, options?: ErrorOptions) {
		super(`a document was refused: ${reason}`, options)
		this.name = 'DocumentRefusedError'
		this.reason = reason
	}
}

/** The time in which a file has to open: a hostile one could keep its worker busy for ever. */
const MAX_OPEN_MS = 60_000

/** Rejects after `MAX_OPEN_MS`, as for a damaged file. */
export async function withinTime<Done>(opening: Promise<Done>): Promise<Done> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const overdue = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new DocumentRefusedError('damaged')), MAX_OPEN_MS)
	})
	return Promise.race([opening, overdue]).finally(() => clearTimeout(timer))
}

/** A drawing of a page that may still be under way. */
export interface PageDrawing {
	canvas: HTMLCanvasElement
	done: Promise<void>
	cancel(): void
}

/** A page of a document. */
export interface DocumentPage {
	/** Its size, in units of its own. */
	width: number
	height: number
	/** Draws it on a new canvas, `pixels` wide if that is not too large. */
	draw(pixels: number): PageDrawing
	text(): Promise<string>
	/** Adds its text to a layer over its drawing; `scale` is px per unit. */
	addText(layer: HTMLElement, scale: number): Promise<void>
}

/** An open document. */
export interface OpenedDocument {
	pages: number
	/** The title in the file; '' if it has none. */
	title: string
	/** Whether only its text and pictures are shown, not its layout (CASE8). */
	isSimplified: boolean
	/** Returns a page; `number` is from 1 on. */
	page(number: number): Promise<DocumentPage>
	/** Ends what reads it, whatever it does. */
	close(): void
}

/** The largest canvas, in pixels: some browsers show nothing in a larger one. */
const MAX_PIXELS = 16_000_000

/** Returns pixels per unit for a drawing that is `pixels` wide, or less if that is too large. */
export function drawingScale({ width, height }: { width: number; height: number }, pixels: number): number {
	return Math.min(pixels / width, Math.sqrt(MAX_PIXELS / (width * height)))
}

/** Returns a page as an image file of this name, `pixels` wide. */
export async function pagePicture(
	page: DocumentPage,
	{ pixels, name }: { pixels: number; name: string },
): Promise<File> {
	const { canvas, done } = page.draw(pixels)
	await done
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
	if (!blob) throw new Error('a page could not be drawn')
	return new File([blob], name, { type: blob.type })
}

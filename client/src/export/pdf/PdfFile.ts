import { PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from '@cantoo/pdf-lib'
import { encodeAddress } from '@charrette/shared'
import type { RenderFonts } from '../../canvas/render/renderAssets.ts'
import type { ExportMetadata } from '../exportFormats.ts'
import { formatNumber } from './operators.ts'
import { PdfResources } from './PdfResources.ts'
import type { Area, BoardPlace, Size } from './paper.ts'
import { rasterizeMissingText, renderElement } from './renderElement.ts'

/** A drawing that pages refer to by its name, any number of times. */
interface Form {
	name: string
	ref: PDFRef
	operators: string
	box: Area
}

/**
 * A PDF that is being written. Drawings and pages have their origin in the upper left corner, with
 * y growing downwards.
 */
export class PdfFile {
	readonly #doc: PDFDocument
	readonly #resources: PdfResources
	readonly #forms: Form[] = []
	/** The resources of all pages, which are written at the end. */
	readonly #shared: PDFRef

	private constructor(doc: PDFDocument, fonts: RenderFonts) {
		this.#doc = doc
		this.#resources = new PdfResources(doc, fonts)
		this.#shared = doc.context.nextRef()
	}

	static async open(fonts: RenderFonts, metadata: ExportMetadata): Promise<PdfFile> {
		const doc = await PDFDocument.create()
		const at = new Date(metadata.at)
		doc.setTitle(`${metadata.workshop} - ${metadata.title}`, { showInWindowTitleBar: true })
		doc.setCreationDate(at)
		doc.setModificationDate(at)
		doc.setLanguage(metadata.locale)
		doc.setProducer('Charrette')
		doc.setCreator('Charrette')
		return new PdfFile(doc, fonts)
	}

	get fonts(): RenderFonts {
		return this.#resources.renderFonts
	}

	/** Returns the operators that draw SVG elements. Adds their images and fonts to the file. */
	async draw(svg: SVGSVGElement): Promise<string> {
		rasterizeMissingText(svg, this.#resources)
		for (const data of imagesIn(svg)) await this.#resources.addImage(data)
		return renderElement(svg, this.#resources)
	}

	/**
	 * Adds operators as a drawing, which may show drawings that were added before. Returns its name.
	 */
	addForm(operators: string, box: Area): string {
		const name = `D${this.#forms.length + 1}`
		this.#forms.push({ name, ref: this.#doc.context.nextRef(), operators, box })
		return name
	}

	/** Adds a page; a click in the area of a link opens its address. */
	addPage({ w, h }: Size, operators: string, links: readonly PdfLink[] = []): void {
		const { context } = this.#doc
		const page = this.#doc.addPage([w, h])
		page.node.set(PDFName.of('Resources'), this.#shared)
		const content = context.flateStream(`q 1 0 0 -1 0 ${formatNumber(h)} cm\n${operators}\nQ`)
		page.node.set(PDFName.of('Contents'), context.register(content))
		if (links.length === 0) return
		const annotations = links.map(({ area, address }) => {
			const action = { Type: 'Action', S: 'URI', URI: PDFString.of(address.replace(/[()\\]/g, '\\$&')) }
			const Rect = [area.x, h - area.y - area.h, area.x + area.w, h - area.y]
			return context.register(
				context.obj({ Type: 'Annot', Subtype: 'Link', Rect, Border: [0, 0, 0], F: PRINTED, A: action }),
			)
		})
		page.node.set(PDFName.of('Annots'), context.obj(annotations))
	}

	/** Adds the bookmarks of the file, one below the other (ISO 32000, 12.3.3). */
	setOutline(bookmarks: readonly Bookmark[]): void {
		const { context, catalog } = this.#doc
		if (bookmarks.length === 0) return
		const pages = this.#doc.getPages()
		const outline = context.nextRef()
		const refs = bookmarks.map(() => context.nextRef())
		for (const [at, { title, page: number, area }] of bookmarks.entries()) {
			const page = pages[number]
			const ref = refs[at]
			if (!page || !ref) continue
			const { height } = page.getSize()
			const bounds = [area.x, height - area.y - area.h, area.x + area.w, height - area.y]
			const [before, after] = [refs[at - 1], refs[at + 1]]
			const item = {
				Title: PDFHexString.fromText(title),
				Parent: outline,
				Dest: [page.ref, 'FitR', ...bounds],
				...(before && { Prev: before }),
				...(after && { Next: after }),
			}
			context.assign(ref, context.obj(item))
		}
		const [first, last] = [refs[0], refs.at(-1)]
		if (!first || !last) return
		context.assign(outline, context.obj({ Type: 'Outlines', First: first, Last: last, Count: refs.length }))
		catalog.set(PDFName.of('Outlines'), outline)
	}

	async save(): Promise<Blob> {
		const { context } = this.#doc
		const resources = this.#resources.toDictionary()
		const withForms = (forms: readonly Form[]) => ({
			...resources,
			XObject: { ...resources.XObject, ...Object.fromEntries(forms.map(({ name, ref }) => [name, ref])) },
		})
		for (const [at, { ref, operators, box }] of this.#forms.entries()) {
			const dictionary = {
				Type: 'XObject',
				Subtype: 'Form',
				BBox: [box.x, box.y, box.x + box.w, box.y + box.h],
				Resources: withForms(this.#forms.slice(0, at)),
			}
			context.assign(ref, context.flateStream(operators, dictionary))
		}
		context.assign(this.#shared, context.obj(withForms(this.#forms)))
		this.#resources.embedFonts()
		return new Blob([(await this.#doc.save()) as Uint8Array<ArrayBuffer>], { type: 'application/pdf' })
	}
}

/** A flag of an annotation (ISO 32000, 12.5.3): it is printed, though it draws nothing. */
const PRINTED = 4

/** An address, and the area that opens it. */
export interface PdfLink {
	area: Area
	/** As `encodeAddress` returns it. */
	address: string
}

/** A bookmark: a title, the number of its page from 0, and the part of the page that it shows. */
export interface Bookmark {
	title: string
	page: number
	area: Area
}

/** Returns the links in a drawing, in its own units. */
export function linksIn(svg: SVGSVGElement): PdfLink[] {
	return [...svg.querySelectorAll<SVGTSpanElement>('tspan[data-href]')].map((span) => {
		const size = Number(span.closest('text')?.getAttribute('font-size'))
		const [x, y] = [Number(span.getAttribute('x')), Number(span.getAttribute('y')) - size]
		const w = Number(span.getAttribute('data-width'))
		const corners = [
			new DOMPoint(x, y),
			new DOMPoint(x + w, y),
			new DOMPoint(x, y + size * 1.3),
			new DOMPoint(x + w, y + size * 1.3),
		]
		const placed = corners.map((corner) => corner.matrixTransform(matrixIn(span, svg)))
		const [left, top] = [Math.min(...placed.map((at) => at.x)), Math.min(...placed.map((at) => at.y))]
		const [right, bottom] = [Math.max(...placed.map((at) => at.x)), Math.max(...placed.map((at) => at.y))]
		const area = { x: left, y: top, w: right - left, h: bottom - top }
		return { area, address: encodeAddress(span.getAttribute('data-href') ?? '') }
	})
}

/** Returns the matrix from an element's units to those of a drawing. */
function matrixIn(element: Element, svg: SVGSVGElement): DOMMatrix {
	let matrix = new DOMMatrix()
	for (let at: Element | null = element; at && at !== svg; at = at.parentElement) {
		const own = at instanceof SVGGraphicsElement ? at.transform.baseVal.consolidate()?.matrix : null
		if (own) matrix = new DOMMatrix([own.a, own.b, own.c, own.d, own.e, own.f]).multiply(matrix)
	}
	return matrix
}

function imagesIn(svg: SVGSVGElement): string[] {
	const images = [...svg.querySelectorAll('image')].map((image) => image.getAttribute('href'))
	const texts = [...svg.querySelectorAll('[data-image]')].map((span) => span.getAttribute('data-image'))
	return [...images, ...texts].filter((data) => data !== null)
}

/**
 * Returns operators that show a drawing in a window of a page, at a scale. `origin` is the position
 * of the drawing's own origin on the page.
 */
export function showForm(
	name: string,
	{ window, origin, scale }: { window: Area; origin: { x: number; y: number }; scale: number },
): string {
	const clip = [window.x, window.y, window.w, window.h].map(formatNumber).join(' ')
	const matrix = [scale, 0, 0, scale, origin.x, origin.y]
	return `q ${clip} re W n ${matrix.map(formatNumber).join(' ')} cm /${name} Do Q`
}

/**
 * A board that was drawn into a file: the name of its drawing, its bounds, links and clusters, in
 * board units.
 */
export interface BoardDrawing {
	name: string
	bounds: Area
	links: readonly PdfLink[]
	clusters: readonly { title: string; area: Area }[]
}

/** Returns operators that show a board at its place on a page. */
export function showBoard({ name, bounds }: BoardDrawing, { scale, window, origin }: BoardPlace): string {
	return showForm(name, {
		scale,
		window,
		origin: { x: origin.x - bounds.x * scale, y: origin.y - bounds.y * scale },
	})
}

/** Returns the links of a board on a page, as far as its window shows them. */
export function placeLinks({ bounds, links }: BoardDrawing, place: BoardPlace): PdfLink[] {
	return links.flatMap(({ area, address }) => {
		const shown = placeArea(area, bounds, place)
		return shown ? [{ area: shown, address }] : []
	})
}

/** Returns a bookmark for each cluster, on the page that shows the largest part of it. */
export function bookmarksOf({ bounds, clusters }: BoardDrawing, places: readonly BoardPlace[]): Bookmark[] {
	return clusters.flatMap(({ title, area }) => {
		const shown = places.flatMap((place, page) => {
			const found = placeArea(area, bounds, place)
			return found
				? [{ title, page, area: found, part: (found.w * found.h) / place.scale ** 2, scale: place.scale }]
				: []
		})
		const [best] = shown.sort((one, other) => other.part - one.part || other.scale - one.scale)
		return best ? [{ title: best.title, page: best.page, area: best.area }] : []
	})
}

/** Returns the part of a board's area that a page shows, on the page; null if it shows none. */
function placeArea(area: Area, bounds: Area, { scale, window, origin }: BoardPlace): Area | null {
	const left = Math.max(window.x, origin.x + (area.x - bounds.x) * scale)
	const top = Math.max(window.y, origin.y + (area.y - bounds.y) * scale)
	const right = Math.min(window.x + window.w, origin.x + (area.x + area.w - bounds.x) * scale)
	const bottom = Math.min(window.y + window.h, origin.y + (area.y + area.h - bounds.y) * scale)
	return right > left && bottom > top ? { x: left, y: top, w: right - left, h: bottom - top } : null
}

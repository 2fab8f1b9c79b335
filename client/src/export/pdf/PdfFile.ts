import { PDFDocument, PDFName, type PDFRef } from '@cantoo/pdf-lib'
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

	addPage({ w, h }: Size, operators: string): void {
		const { context } = this.#doc
		const page = this.#doc.addPage([w, h])
		page.node.set(PDFName.of('Resources'), this.#shared)
		const content = context.flateStream(`q 1 0 0 -1 0 ${formatNumber(h)} cm\n${operators}\nQ`)
		page.node.set(PDFName.of('Contents'), context.register(content))
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

/** A board that was drawn into a file: the name of its drawing, and its bounds in board units. */
export interface BoardDrawing {
	name: string
	bounds: Area
}

/** Returns operators that show a board at its place on a page. */
export function showBoard({ name, bounds }: BoardDrawing, { scale, window, origin }: BoardPlace): string {
	return showForm(name, {
		scale,
		window,
		origin: { x: origin.x - bounds.x * scale, y: origin.y - bounds.y * scale },
	})
}

import type { PDFDocument, PDFRef } from 'pdf-lib'
import type { PictureFont, PictureFonts } from '../../board/picture/pictureFonts.ts'
import { PdfFont } from './PdfFont.ts'

/** What a drawing in a PDF refers to by name: typefaces, images, and how much shines through. */
export class PdfInk {
	readonly pictureFonts: PictureFonts
	readonly #doc: PDFDocument
	readonly #fonts = new Map<PictureFont, PdfFont>()
	readonly #images = new Map<string, { name: string; ref: PDFRef }>()
	readonly #opacities = new Map<string, { name: string; fill: number; stroke: number }>()

	constructor(doc: PDFDocument, pictureFonts: PictureFonts) {
		this.#doc = doc
		this.pictureFonts = pictureFonts
	}

	useFont(font: PictureFont): PdfFont {
		const used = this.#fonts.get(font) ?? new PdfFont(this.#doc.context, font, `F${this.#fonts.size + 1}`)
		this.#fonts.set(font, used)
		return used
	}

	/** Writes the typefaces into the document, once everything is drawn. */
	embedFonts(): void {
		for (const font of this.#fonts.values()) font.embed()
	}

	/** Takes an image in, by its `data:` address. What is neither PNG nor JPEG is left out. */
	async addImage(data: string): Promise<void> {
		if (this.#images.has(data)) return
		const embedded = data.startsWith('data:image/png')
			? await this.#doc.embedPng(data)
			: data.startsWith('data:image/jpeg') && (await this.#doc.embedJpg(data))
		if (embedded) this.#images.set(data, { name: `I${this.#images.size + 1}`, ref: embedded.ref })
	}

	imageName(data: string): string | undefined {
		return this.#images.get(data)?.name
	}

	opacityName(fill: number, stroke: number): string {
		const key = `${fill} ${stroke}`
		const known = this.#opacities.get(key) ?? { name: `G${this.#opacities.size + 1}`, fill, stroke }
		this.#opacities.set(key, known)
		return known.name
	}

	/** The resources of whatever was drawn with it. */
	resources() {
		const opacities = [...this.#opacities.values()].map(({ name, fill, stroke }) => [
			name,
			{ Type: 'ExtGState', ca: fill, CA: stroke },
		])
		return {
			Font: Object.fromEntries([...this.#fonts.values()].map(({ name, ref }) => [name, ref])),
			XObject: Object.fromEntries([...this.#images.values()].map(({ name, ref }) => [name, ref])),
			ExtGState: Object.fromEntries(opacities),
		}
	}
}

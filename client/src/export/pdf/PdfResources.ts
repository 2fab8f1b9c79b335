import { type PDFContext, type PDFDocument, type PDFRef, PDFString } from '@cantoo/pdf-lib'
import { decodeBase64, type EmbeddedFont, type RenderFonts } from '../../board/render/renderFonts.ts'
import { type Font, type Glyph, openFont } from './fontkit.ts'
import { number } from './operators.ts'

/** What a drawing in a PDF refers to by name: typefaces, images, and how much shines through. */
export class PdfResources {
	readonly pictureFonts: RenderFonts
	readonly #doc: PDFDocument
	readonly #fonts = new Map<EmbeddedFont, PdfFont>()
	readonly #images = new Map<string, { name: string; ref: PDFRef }>()
	readonly #opacities = new Map<string, { name: string; fill: number; stroke: number }>()

	constructor(doc: PDFDocument, pictureFonts: RenderFonts) {
		this.#doc = doc
		this.pictureFonts = pictureFonts
	}

	useFont(font: EmbeddedFont): PdfFont {
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

/** A glyph in the sense of what it stood for: the same one may be part of several letters, as in Arabic. */
interface Character {
	glyph: number
	/** As many thousandths of the font's size. */
	width: number
	codePoints: readonly number[]
}

/* The bits of a descriptor's flags that count here: the font has letters beyond the Latin ones. */
const SYMBOLIC = 4
/** So many entries may one block of a character map have. */
const MAX_BLOCK_ENTRIES = 100

/**
 * A typeface in a PDF (ISO 32000, 9.7): embedded whole, as it was cut. Each glyph is numbered anew for each thing that it
 * stands for, so that text is found and copied as it was written, however its letters are joined.
 */
class PdfFont {
	/** By which operators call it. */
	readonly name: string
	readonly ref: PDFRef
	readonly #context: PDFContext
	readonly #bytes: Uint8Array
	readonly #font: Font
	readonly #characters = new Map<string, Character>()
	readonly #numbers = new Map<string, number>()

	constructor(context: PDFContext, font: EmbeddedFont, name: string) {
		this.name = name
		this.ref = context.nextRef()
		this.#context = context
		this.#bytes = decodeBase64(font.base64)
		this.#font = separateGlyphs(openFont(this.#bytes))
	}

	/** Whether the typeface can show this text: it lacks nothing, and knows how to join it. */
	canShow(text: string): boolean {
		try {
			return this.#font.layout(text).glyphs.every(({ id }) => id !== 0)
		} catch {
			// Its tables for a script are damaged, or nobody knows how to read them.
			return false
		}
	}

	/** Operators that show a text: shaped, joined and kerned, in the order in which it is seen. */
	show(text: string, size: number): string {
		const { glyphs, positions } = this.#font.layout(text)
		const shown: string[] = []
		const marks: { x: number; y: number; code: number }[] = []
		let pen = 0
		glyphs.forEach((glyph, at) => {
			const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {}
			const { advanceWidth } = glyph
			const code = this.#numberOf(glyph)
			// A number moves the pen back, by thousandths of the font's size.
			const move = (units: number) => this.#thousandths(units) || ''
			if (yOffset !== 0) {
				marks.push({ x: pen + xOffset, y: yOffset, code })
				shown.push(`${move(-xAdvance)}`)
			} else shown.push(`${move(-xOffset)}<${hex(code)}>${move(advanceWidth - xAdvance + xOffset)}`)
			pen += xAdvance
		})
		// Dots and vowels stand above and below: after the word, so that readers do not take it for two.
		let from = { x: 0, y: 0 }
		const placed = marks.map((mark) => {
			const way = [mark.x - from.x, mark.y - from.y].map((units) => number((this.#thousandths(units) * size) / 1000))
			from = mark
			return ` ${way.join(' ')} Td [<${hex(mark.code)}>] TJ`
		})
		return `[${shown.join(' ')}] TJ${placed.join('')}`
	}

	/** Writes it into the document, once all is shown. */
	embed(): void {
		const context = this.#context
		const name = `${context.addRandomSuffix(this.#font.postscriptName ?? 'Font')}`
		const descendant = context.register(
			context.obj({
				Type: 'Font',
				Subtype: 'CIDFontType2',
				BaseFont: name,
				CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
				FontDescriptor: this.#describe(name),
				CIDToGIDMap: context.register(context.flateStream(this.#glyphMap())),
				W: [1, [...this.#characters.values()].map(({ width }) => width)],
			}),
		)
		const unicode = context.register(context.flateStream(this.#characterMap()))
		const font = {
			Type: 'Font',
			Subtype: 'Type0',
			BaseFont: name,
			Encoding: 'Identity-H',
			DescendantFonts: [descendant],
			ToUnicode: unicode,
		}
		context.assign(this.ref, context.obj(font))
	}

	#describe(name: string): PDFRef {
		const { ascent, descent, capHeight, xHeight, italicAngle, bbox } = this.#font
		const scaled = (units: number) => this.#thousandths(units)
		const file = this.#context.flateStream(this.#bytes, { Length1: this.#bytes.length })
		return this.#context.register(
			this.#context.obj({
				Type: 'FontDescriptor',
				FontName: name,
				Flags: SYMBOLIC,
				FontBBox: [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map(scaled),
				ItalicAngle: italicAngle,
				Ascent: scaled(ascent),
				Descent: scaled(descent),
				CapHeight: scaled(capHeight || ascent),
				XHeight: scaled(xHeight || 0),
				StemV: 80,
				FontFile2: this.#context.register(file),
			}),
		)
	}

	#numberOf({ id, advanceWidth, codePoints }: Glyph): number {
		const character = { glyph: id, width: this.#thousandths(advanceWidth), codePoints }
		const key = `${character.glyph} ${character.codePoints.join(' ')}`
		const known = this.#numbers.get(key)
		if (known !== undefined) return known
		// 0 is the glyph of what is missing.
		const code = this.#numbers.size + 1
		this.#numbers.set(key, code)
		this.#characters.set(key, character)
		return code
	}

	/** From our numbers to the glyphs of the file: two bytes each. */
	#glyphMap(): Uint8Array {
		const glyphs = [0, ...[...this.#characters.values()].map(({ glyph }) => glyph)]
		return Uint8Array.from(glyphs.flatMap((glyph) => [glyph >> 8, glyph & 0xff]))
	}

	/** From our numbers to what was written. */
	#characterMap(): string {
		const entries = [...this.#characters.values()].flatMap(({ codePoints }, at) =>
			codePoints.length === 0 ? [] : [`<${hex(at + 1)}> ${utf16(codePoints)}`],
		)
		const blocks: string[] = []
		for (let at = 0; at < entries.length; at += MAX_BLOCK_ENTRIES) {
			const block = entries.slice(at, at + MAX_BLOCK_ENTRIES)
			blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
		}
		return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`
	}

	#thousandths(units: number): number {
		return Math.round((units * 100_000) / this.#font.unitsPerEm) / 100
	}
}

/** Has the font tell of each glyph what it stands for this time, and not what it stood for when it was first met. */
function separateGlyphs(font: Font): Font {
	const getGlyph = font.getGlyph.bind(font)
	font.getGlyph = (id, codePoints = []) =>
		Object.create(getGlyph(id, codePoints), { codePoints: { value: codePoints } }) as Glyph
	return font
}

function hex(code: number): string {
	return code.toString(16).padStart(4, '0')
}

function utf16(codePoints: readonly number[]): string {
	const text = String.fromCodePoint(...codePoints)
	return `<${Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at))).join('')}>`
}

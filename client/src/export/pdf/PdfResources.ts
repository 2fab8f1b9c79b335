import { type PDFContext, type PDFDocument, type PDFRef, PDFString } from '@cantoo/pdf-lib'
import { decodeBase64, type EmbeddedFont, type RenderFonts } from '../../canvas/render/renderAssets.ts'
import { formatNumber } from './operators.ts'
import { openFont, type ShapedGlyph, type ShapingFont } from './shapeText.ts'

/** The resources that the operators of a PDF refer to by name: fonts, images and opacities. */
export class PdfResources {
	readonly renderFonts: RenderFonts
	readonly #doc: PDFDocument
	readonly #fonts = new Map<EmbeddedFont, PdfFont>()
	readonly #images = new Map<string, { name: string; ref: PDFRef }>()
	readonly #opacities = new Map<string, { name: string; fill: number; stroke: number }>()

	constructor(doc: PDFDocument, renderFonts: RenderFonts) {
		this.#doc = doc
		this.renderFonts = renderFonts
	}

	takeFont(font: EmbeddedFont): PdfFont {
		const used = this.#fonts.get(font) ?? new PdfFont(this.#doc.context, font, `F${this.#fonts.size + 1}`)
		this.#fonts.set(font, used)
		return used
	}

	/** Writes the fonts into the document. Must be called after everything is rendered. */
	embedFonts(): void {
		for (const font of this.#fonts.values()) font.embed()
	}

	/** Adds an image by its `data:` URL. Leaves out formats other than PNG and JPEG. */
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

	/** Returns the resource dictionary, as an object for `context.obj`. */
	toDictionary() {
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

/** A glyph with the characters that it shows. In Arabic, different letters may share a glyph. */
interface Character {
	glyph: number
	/** The width in thousandths of the font size. */
	width: number
	codePoints: readonly number[]
}

/**
 * The zero-width non-joiner, between letters that are not joined, as in Persian plurals. It is left
 * out of the text, because PDF readers would split or reverse the word there.
 */
const NON_JOINER = 0x200c
/** A flag of a font descriptor: the font has characters beyond the Latin ones. */
const SYMBOLIC = 4
/** The maximum number of entries in a block of a character map. */
const MAX_BLOCK_ENTRIES = 100

/**
 * A font in a PDF (ISO 32000, 9.7), embedded as the server subset it. A glyph gets a code of its
 * own for each sequence of characters that it shows, so that text can be searched and copied as it
 * was written, regardless of how its letters are joined.
 */
class PdfFont {
	/** The resource name. */
	readonly name: string
	readonly ref: PDFRef
	readonly #context: PDFContext
	readonly #bytes: Uint8Array
	readonly #font: ShapingFont
	readonly #characters = new Map<string, Character>()
	readonly #codes = new Map<string, number>()

	constructor(context: PDFContext, font: EmbeddedFont, name: string) {
		this.name = name
		this.ref = context.nextRef()
		this.#context = context
		this.#bytes = decodeBase64(font.base64)
		this.#font = openFont(this.#bytes)
	}

	/** Whether the font has all glyphs of a text. */
	canShow(text: string): boolean {
		return this.#font.shape(text, false).every(({ id }) => id !== 0)
	}

	/** Returns operators that show a run of text, shaped and kerned, in visual order. */
	show(text: string, { size, isRightToLeft = false }: { size: number; isRightToLeft?: boolean }): string {
		const shown: string[] = []
		const marks: { x: number; y: number; code: number }[] = []
		let pen = 0
		const glyphs = this.#font.shape(text, isRightToLeft)
		for (const glyph of glyphs) {
			const { width, advance, xOffset, yOffset } = glyph
			const codePoints = glyph.codePoints.filter((codePoint) => codePoint !== NON_JOINER)
			const code = this.#codeOf({ ...glyph, codePoints })
			// A number in a TJ array moves the pen back, in thousandths of the font size.
			const move = (units: number) => this.#thousandths(units) || ''
			if (yOffset !== 0) {
				marks.push({ x: pen + xOffset, y: yOffset, code })
				shown.push(`${move(-advance)}`)
			} else shown.push(`${move(-xOffset)}<${hex(code)}>${move(width - advance + xOffset)}`)
			pen += advance
		}
		// Marks above and below are shown after the word, so that PDF readers do not split it at them.
		let from = { x: 0, y: 0 }
		const placed = marks.map((mark) => {
			const way = [mark.x - from.x, mark.y - from.y].map((units) =>
				formatNumber((this.#thousandths(units) * size) / 1000),
			)
			from = mark
			return ` ${way.join(' ')} Td [<${hex(mark.code)}>] TJ`
		})
		const operators = `[${shown.join(' ')}] TJ${placed.join('')}`
		// If several wide glyphs show a letter and its vowel, PDF readers would see a space in one of
		// them.
		const isSplit = glyphs.some(({ codePoints, advance }) => codePoints.length === 0 && advance > 0)
		if (isRightToLeft || !isSplit) return operators
		return `/Span <</ActualText ${actualText(text)}>> BDC ${operators} EMC`
	}

	/**
	 * Returns operators that write a text of this width invisibly, so that it can be found and copied
	 * where an image shows it. The font does not need glyphs for its characters.
	 */
	hide(text: string, { size, width }: { size: number; width: number }): string {
		const codes = [...text].map((character) => {
			const codePoints = [character.codePointAt(0) ?? 0]
			return hex(this.#codeOf({ id: 0, width: this.#font.unitsPerEm, codePoints }))
		})
		return `3 Tr ${formatNumber((width / (codes.length * size)) * 100)} Tz <${codes.join('')}> Tj 100 Tz 0 Tr`
	}

	/** Writes the font into the document. Must be called after all texts are shown. */
	embed(): void {
		const context = this.#context
		const name = `${context.addRandomSuffix(this.#font.postscriptName || 'Font')}`
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
		const { ascent, descent, bounds } = this.#font
		const scaled = (units: number) => this.#thousandths(units)
		const file = this.#context.flateStream(this.#bytes, { Length1: this.#bytes.length })
		return this.#context.register(
			this.#context.obj({
				Type: 'FontDescriptor',
				FontName: name,
				Flags: SYMBOLIC,
				FontBBox: bounds.map(scaled),
				ItalicAngle: 0,
				Ascent: scaled(ascent),
				Descent: scaled(descent),
				CapHeight: scaled(ascent),
				StemV: 80,
				FontFile2: this.#context.register(file),
			}),
		)
	}

	#codeOf({ id, width, codePoints }: Pick<ShapedGlyph, 'id' | 'width' | 'codePoints'>): number {
		const character = { glyph: id, width: this.#thousandths(width), codePoints }
		const key = `${character.glyph} ${character.codePoints.join(' ')}`
		const known = this.#codes.get(key)
		if (known !== undefined) return known
		// Code 0 is the glyph for missing characters.
		const code = this.#codes.size + 1
		this.#codes.set(key, code)
		this.#characters.set(key, character)
		return code
	}

	/** Returns the map from codes to glyph ids, two bytes each (CIDToGIDMap). */
	#glyphMap(): Uint8Array {
		const glyphs = [0, ...[...this.#characters.values()].map(({ glyph }) => glyph)]
		return Uint8Array.from(glyphs.flatMap((glyph) => [glyph >> 8, glyph & 0xff]))
	}

	/** Returns the map from codes to characters (ToUnicode). */
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

function hex(code: number): string {
	return code.toString(16).padStart(4, '0')
}

/** Returns a text as a PDF string, with a byte order mark. */
function actualText(text: string): string {
	return `<feff${utf16([...text].map((character) => character.codePointAt(0) ?? 0)).slice(1)}`
}

function utf16(codePoints: readonly number[]): string {
	const text = String.fromCodePoint(...codePoints)
	return `<${Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at))).join('')}>`
}

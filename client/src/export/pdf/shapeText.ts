import { Buffer, Direction, Face, Font, Blob as FontBlob, shape } from 'harfbuzzjs'

/** A glyph of a shaped text, in the units of its font, with the characters that it shows. */
export interface ShapedGlyph {
	id: number
	/** The width of the glyph itself. */
	width: number
	/** The distance to the next glyph. */
	advance: number
	xOffset: number
	yOffset: number
	/** The characters; empty for a glyph that shows them together with another glyph. */
	codePoints: readonly number[]
}

/** A font file for shaping text. */
export interface ShapingFont {
	unitsPerEm: number
	postscriptName: string
	ascent: number
	descent: number
	/** The box around all glyphs: left, bottom, right, top. */
	bounds: [number, number, number, number]
	/** Returns the glyphs of a text in one script, from left to right. */
	shape(text: string, isRightToLeft: boolean): ShapedGlyph[]
	/** Returns the outline of a glyph as SVG path data, with y growing upwards. */
	outlineOf(glyph: number): string
}

const POSTSCRIPT_NAME = 6
/**
 * The offset in the table `head` of its bounding box, which consists of int16 values (OpenType
 * 1.9).
 */
const HEAD_BOUNDS = 36

/** Opens a TrueType file. */
export function openFont(bytes: Uint8Array): ShapingFont {
	const face = new Face(new FontBlob(bytes))
	const font = new Font(face)
	const { ascender, descender } = font.hExtents()
	const bounds = readBounds(face)
	return {
		unitsPerEm: face.upem,
		postscriptName: face.getName(POSTSCRIPT_NAME, 'en'),
		ascent: ascender,
		descent: descender,
		bounds,
		outlineOf: (glyph) => font.glyphToPath(glyph),
		shape(text, isRightToLeft) {
			const buffer = new Buffer()
			buffer.addText(text)
			buffer.guessSegmentProperties()
			buffer.setDirection(isRightToLeft ? Direction.RTL : Direction.LTR)
			shape(font, buffer)
			const infos = buffer.getGlyphInfosAndPositions()
			const shownBy = charactersByGlyph(text, infos)
			return infos.map(({ codepoint: id, xAdvance = 0, xOffset = 0, yOffset = 0 }, at) => {
				const codePoints = shownBy.get(at) ?? []
				return { id, width: font.glyphHAdvance(id), advance: xAdvance, xOffset, yOffset, codePoints }
			})
		},
	}
}

/**
 * Reads the box around all glyphs. The table is a view of HarfBuzz's memory, and any further call
 * may grow this memory, which detaches the view.
 */
function readBounds(face: Face): ShapingFont['bounds'] {
	const head = face.referenceTable('head')
	const view = head && new DataView(head.buffer, head.byteOffset, head.byteLength)
	const bound = (at: number) => view?.getInt16(HEAD_BOUNDS + at * 2) ?? 0
	return [bound(0), bound(1), bound(2), bound(3)]
}

type GlyphInfo = ReturnType<Buffer['getGlyphInfosAndPositions']>[number]

/**
 * Returns the characters of each glyph, by its index. If several glyphs show a letter with its
 * marks together (a cluster), the widest glyph gets all of the characters.
 */
function charactersByGlyph(text: string, infos: readonly GlyphInfo[]): Map<number, number[]> {
	const widest = new Map<number, number>()
	for (const [at, { cluster, xAdvance = 0 }] of infos.entries()) {
		const known = widest.get(cluster)
		if (known === undefined || xAdvance > (infos[known]?.xAdvance ?? 0)) widest.set(cluster, at)
	}
	const starts = [...widest.keys()].sort((a, b) => a - b)
	return new Map(
		starts.map((start, at) => {
			const characters = text.slice(start, starts[at + 1] ?? text.length)
			return [widest.get(start) ?? 0, [...characters].map((character) => character.codePointAt(0) ?? 0)]
		}),
	)
}

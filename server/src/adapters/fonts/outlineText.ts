import type { DiagramText } from '@charrette/shared'
import { Blob, Buffer, Face, Font, shape } from 'harfbuzzjs'
import {
	charactersIn,
	FONT_FAMILIES,
	type FontFamily,
	type FontFile,
	type FontWeight,
	readFont,
} from './fontFamilies.ts'

/** The fonts that were opened. Each `Font` caches the paths of the glyphs that it has drawn. */
const opened = new Map<FontFile, { font: Font; unitsPerEm: number }>()

/**
 * Turns texts into paths, so that a diagram looks the same on machines without these typefaces.
 * Returns a function that draws one of these texts as SVG.
 */
export async function outlineTexts(
	texts: readonly DiagramText[],
): Promise<(text: DiagramText, colour: string) => string> {
	const runs = new Map<DiagramText, TextRun[]>()
	for (const text of texts) runs.set(text, await splitRuns(text.text, text.isBold ? 700 : 400))
	return (text, colour) => drawRuns(text, runs.get(text) ?? [], colour)
}

/** A part of a text in one typeface. */
interface TextRun {
	text: string
	font: Font
	unitsPerEm: number
}

/**
 * Splits a text into runs, each character in the first family that has it. Spaces and marks stay
 * with the characters before them.
 */
async function splitRuns(text: string, weight: FontWeight): Promise<TextRun[]> {
	const characters = [...text]
	const families = await familiesOf(new Set(characters), weight)
	const [usual] = FONT_FAMILIES
	const parts: { family: FontFamily | undefined; text: string }[] = []
	for (const character of characters) {
		const last = parts.at(-1)
		const family = /[\p{Z}\p{M}\p{Cf}]/u.test(character) && last ? last.family : (families.get(character) ?? usual)
		if (last && last.family === family) last.text += character
		else parts.push({ family, text: character })
	}
	return Promise.all(
		parts.flatMap(({ family, text: part }) =>
			family ? [openFont(family.files[weight]).then((font) => ({ text: part, ...font }))] : [],
		),
	)
}

async function familiesOf(characters: ReadonlySet<string>, weight: FontWeight): Promise<Map<string, FontFamily>> {
	const found = new Map<string, FontFamily>()
	let remaining = [...characters]
	for (const family of FONT_FAMILIES) {
		for (const character of await charactersIn(family.files[weight], remaining)) found.set(character, family)
		remaining = remaining.filter((character) => !found.has(character))
	}
	return found
}

async function openFont(file: FontFile): Promise<{ font: Font; unitsPerEm: number }> {
	const known = opened.get(file)
	if (known) return known
	const face = new Face(new Blob(await readFont(file)))
	const font = { font: new Font(face), unitsPerEm: face.upem }
	opened.set(file, font)
	return font
}

function drawRuns({ x, y, size, anchor }: DiagramText, runs: readonly TextRun[], colour: string): string {
	const paths: string[] = []
	let pen = 0
	for (const { text, font, unitsPerEm } of runs) {
		const scale = size / unitsPerEm
		const buffer = new Buffer()
		buffer.addText(text)
		buffer.guessSegmentProperties()
		shape(font, buffer)
		for (const { codepoint, xAdvance = 0, xOffset = 0, yOffset = 0 } of buffer.getGlyphInfosAndPositions()) {
			const path = font.glyphToPath(codepoint)
			const at = `${fixed(pen + xOffset * scale)} ${fixed(-yOffset * scale)}`
			if (path) paths.push(`<path transform="translate(${at}) scale(${scale} ${-scale})" d="${path}"/>`)
			pen += xAdvance * scale
		}
	}
	const start = x - (anchor === 'start' ? 0 : anchor === 'end' ? pen : pen / 2)
	return `<g fill="${colour}" transform="translate(${fixed(start)} ${fixed(y)})">${paths.join('')}</g>`
}

function fixed(value: number): string {
	return value.toFixed(2)
}

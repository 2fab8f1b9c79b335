import { Face, Blob as FontBlob } from 'harfbuzzjs'
import { expect, it } from 'vitest'
import { openFont } from './shapeText.ts'

const BOUNDS = [-10, -20, 1000, 2000] as const
/** The PostScript name takes 64 KB, which HarfBuzz allocates to return it. */
const NAME_LETTERS = 32_000

/** Returns a font without glyphs: the tables `head` and `name` (OpenType 1.9). */
function buildFont(): Uint8Array {
	const [head, name] = [44, 98]
	const nameBytes = 2 * NAME_LETTERS
	const font = new DataView(new ArrayBuffer(name + 18 + nameBytes))
	const writeAll = (at: number, values: readonly number[]) => {
		for (const [index, value] of values.entries()) font.setInt16(at + index * 2, value)
	}
	const table = (at: number, tag: string, [offset, length]: readonly [number, number]) => {
		for (const [index, letter] of [...tag].entries()) font.setUint8(at + index, letter.charCodeAt(0))
		font.setUint32(at + 8, offset)
		font.setUint32(at + 12, length)
	}
	writeAll(0, [1, 0, 2])
	table(12, 'head', [head, 54])
	table(28, 'name', [name, 18 + nameBytes])
	font.setUint32(head, 0x00010000)
	font.setUint32(head + 12, 0x5f0f3cf5)
	font.setUint16(head + 18, 1000)
	writeAll(head + 36, BOUNDS)
	// One record: Windows, Unicode, English, PostScript name.
	writeAll(name, [0, 1, 18, 3, 1, 0x409, 6, nameBytes, 0])
	for (let letter = 0; letter < NAME_LETTERS; letter++) font.setUint16(name + 18 + 2 * letter, 65)
	return new Uint8Array(font.buffer)
}

it('a font is read whole, also if HarfBuzz’s memory grows meanwhile', () => {
	const bytes = buildFont()
	const kept: unknown[] = []
	for (let growths = 0; growths < 3; growths++) {
		// A view of the memory is detached when the memory grows.
		const view = new Face(new FontBlob(bytes)).referenceTable('head')
		while (view?.byteLength) {
			kept.push(new FontBlob(new Uint8Array(4096)))
			const { bounds, postscriptName } = openFont(bytes)
			expect(bounds).toEqual(BOUNDS)
			expect(postscriptName).toHaveLength(NAME_LETTERS)
		}
	}
})

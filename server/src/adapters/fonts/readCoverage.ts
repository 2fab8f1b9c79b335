/*
 * The characters that a TrueType file has glyphs for, from its table `cmap` (OpenType 1.9):
 *
 *     file    uint32 version, uint16 tables, 6 bytes; a table: tag (4), checksum (4), offset (uint32), length (uint32)
 *     cmap    uint16 version, uint16 subtables; a subtable: uint16 platform, uint16 encoding, uint32 offset from cmap
 *     12      uint16 format, uint16, uint32 length, uint32 language, uint32 groups; a group: first, last, glyph (uint32)
 *     4       uint16 format, length, language, 2 * segments, 3 more; then, each of uint16: lasts, pad, firsts, deltas, offsets
 */

/** The code points that a font has a glyph for. */
export function readCoverage(font: Uint8Array): Set<number> {
	const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
	const cmap = findTable(view, 'cmap')
	const covered = new Set<number>()
	const count = view.getUint16(cmap + 2)
	for (let i = 0; i < count; i++) {
		const at = cmap + view.getUint32(cmap + 4 + i * 8 + 4)
		const format = view.getUint16(at)
		if (format === 12) readGroups(view, at, covered)
		else if (format === 4) readSegments(view, at, covered)
	}
	return covered
}

function findTable(view: DataView, tag: string): number {
	const count = view.getUint16(4)
	for (let i = 0; i < count; i++) {
		const at = 12 + i * 16
		const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)))
		if (name === tag) return view.getUint32(at + 8)
	}
	throw new Error(`the font has no table ${tag}`)
}

function readGroups(view: DataView, at: number, covered: Set<number>): void {
	const count = view.getUint32(at + 12)
	for (let i = 0; i < count; i++) {
		const group = at + 16 + i * 12
		const [first, last, glyph] = [0, 4, 8].map((offset) => view.getUint32(group + offset)) as [number, number, number]
		for (let code = first; code <= last; code++) if (glyph + code - first !== 0) covered.add(code)
	}
}

function readSegments(view: DataView, at: number, covered: Set<number>): void {
	const size = view.getUint16(at + 6)
	const [lasts, firsts, deltas, offsets] = [14, 16 + size, 16 + size * 2, 16 + size * 3].map((from) => at + from) as [
		number,
		number,
		number,
		number,
	]
	for (let i = 0; i < size; i += 2) {
		const first = view.getUint16(firsts + i)
		const last = view.getUint16(lasts + i)
		const delta = view.getUint16(deltas + i)
		const offset = view.getUint16(offsets + i)
		for (let code = first; code <= last && code !== 0xffff; code++) {
			// An offset is relative to its own position.
			const listed = offset === 0 ? code : view.getUint16(offsets + i + offset + (code - first) * 2)
			if (offset !== 0 && listed === 0) continue
			if (((listed + delta) & 0xffff) !== 0) covered.add(code)
		}
	}
}

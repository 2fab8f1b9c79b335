const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/='
const BITS = 6
const NARROW_LETTER = 0
const WIDE_LETTER = 1
const END = 2

/**
 * Decompresses a text that lz-string compressed to Base64, as tldraw puts on the clipboard. Each
 * code is the number of a known part, a new letter of 8 or 16 bits, or the end. Returns null if the
 * text is damaged or has more than `maxLength` letters: such texts grow with the square of their
 * length.
 */
export function decompressLz(compressed: string, maxLength: number): string | null {
	const readBits = createBitReader(compressed)
	const parts: string[] = ['', '', '']
	const found: string[] = []
	let length = 0
	let before = ''
	for (let code = readBits(2); code !== END; code = readBits(widthFor(parts.length))) {
		if (code === NARROW_LETTER || code === WIDE_LETTER)
			parts.push(String.fromCharCode(readBits(code === NARROW_LETTER ? 8 : 16) ?? 0))
		const part = code === null ? undefined : partOf(code, { parts, before })
		length += part?.length ?? 0
		if (part === undefined || length > maxLength) return null
		found.push(part)
		if (before !== '') parts.push(before + part[0])
		before = part
	}
	return found.join('')
}

/** Returns the number of bits that name every part so far, and the one that a code may complete. */
const widthFor = (parts: number) => 32 - Math.clz32(parts)

function partOf(code: number, { parts, before }: { parts: readonly string[]; before: string }): string | undefined {
	if (code === NARROW_LETTER || code === WIDE_LETTER) return parts.at(-1)
	// A code may name the part that it is about to complete: the former one and its own first letter.
	return code === parts.length && before !== '' ? before + before[0] : parts[code]
}

/** Returns a reader of numbers, whose lowest bit comes first; null after the end. */
function createBitReader(text: string): (count: number) => number | null {
	let at = 0
	return (count) => {
		let value = 0
		for (let bit = 0; bit < count; bit++, at++) {
			const letter = text[Math.floor(at / BITS)]
			if (letter === undefined) return null
			const digit = ALPHABET.indexOf(letter)
			if ((digit >> (BITS - 1 - (at % BITS))) & 1) value |= 1 << bit
		}
		return value
	}
}

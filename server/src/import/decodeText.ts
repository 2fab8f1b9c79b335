import { ImportRefusedError } from './FileDraft.ts'

const UTF16_SHARE = 0.02
const PROBED_BYTES = 4096

/**
 * Decodes a text; null if the bytes are no text. Spreadsheets write the legacy encoding of their
 * country: without a byte order mark a text is UTF-8 if it is valid, else GB 18030 if its non-ASCII
 * bytes come in pairs, else Windows-1252.
 */
export function decodeText(bytes: Uint8Array): string | null {
	const marked = markOf(bytes)
	if (marked) return decode(marked, bytes)
	if (bytes.includes(0)) {
		const wide = widthOf(bytes)
		return wide && decode(wide, bytes)
	}
	return decode('utf-8', bytes) ?? (isPaired(bytes) ? decode('gb18030', bytes) : null) ?? decodeWindows1252(bytes)
}

/** What Windows-1252 has from 0x80 to 0x9f, where Latin-1 has control characters. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** Our own table, since the `TextDecoder` of Node 20 reads Windows-1252 as Latin-1. */
function decodeWindows1252(bytes: Uint8Array): string {
	const latin1 = Buffer.from(bytes).toString('latin1')
	return latin1.replace(/[\x80-\x9f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] ?? letter)
}

function decode(encoding: string, bytes: Uint8Array): string | null {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes)
	} catch {
		// The bytes are not valid in this encoding.
		return null
	}
}

function markOf(bytes: Uint8Array): string | null {
	const [first, second, third] = bytes
	if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
	if (first === 0xff && second === 0xfe) return 'utf-16le'
	return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** In UTF-16 the same byte of each Latin character is zero: the first or the second. */
function widthOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	if (bytes.length % 2 !== 0) return null
	const zeros: [number, number] = [0, 0]
	const probed = Math.min(bytes.length, PROBED_BYTES)
	for (let at = 0; at < probed; at++) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1]++
	const [even, odd] = zeros
	if (Math.min(even, odd) > 0 || Math.max(even, odd) < (probed / 2) * UTF16_SHARE) return null
	return odd > 0 ? 'utf-16le' : 'utf-16be'
}

/**
 * Whether most non-ASCII bytes come in pairs: a Chinese character is two bytes, an accented letter
 * is one.
 */
function isPaired(bytes: Uint8Array): boolean {
	let [paired, alone] = [0, 0]
	for (let at = 0; at < bytes.length; at++) {
		if ((bytes[at] ?? 0) < 0x80) continue
		if ((bytes[at + 1] ?? 0) >= 0x80) {
			paired++
			at++
		} else alone++
	}
	return paired > alone
}

/** No file of ours or of tldraw is nested as deeply. */
const MAX_DEPTH = 64

/**
 * Parses a JSON file. Throws an `ImportRefusedError` if it is damaged, or nested too deeply, which
 * is checked before parsing.
 */
export function parseJson(text: string): unknown {
	if (depthOf(text) > MAX_DEPTH) throw new ImportRefusedError('too_much_inside')
	try {
		return JSON.parse(text)
	} catch (cause) {
		throw new ImportRefusedError('damaged_file', { cause })
	}
}

function depthOf(text: string): number {
	let [depth, deepest, isQuoted] = [0, 0, false]
	for (let at = 0; at < text.length && deepest <= MAX_DEPTH; at++) {
		const sign = text[at]
		if (isQuoted && sign === '\\') at++
		else if (sign === '"') isQuoted = !isQuoted
		else if (isQuoted) continue
		else if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++depth)
		else if (sign === '}' || sign === ']') depth--
	}
	return deepest
}

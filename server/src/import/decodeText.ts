import { isUtf8 } from 'node:buffer'
import { type EncodingSample, TEXT_ENCODINGS, type TextEncoding } from '@charrette/shared'
import iconv from 'iconv-lite'
import { detectLegacyEncoding } from './detectLegacyEncoding.ts'

const UTF16_SHARE = 0.02
const PROBED_BYTES = 4096

/** A text, and the encoding that it was decoded with. */
export interface DecodedText {
	text: string
	encoding: TextEncoding
}

/**
 * Decodes a text with the chosen encoding, or else with the detected one; null if the bytes are not
 * text. Spreadsheets write the legacy encoding of their country, so a text without a byte order
 * mark that is not valid UTF-8 is decoded as `detectLegacyEncoding` says.
 */
export function decodeText(bytes: Uint8Array, chosen?: TextEncoding): DecodedText | null {
	const encoding = chosen ?? findEncoding(bytes)
	if (encoding === null) return null
	return { text: iconv.decode(bytes, encoding), encoding }
}

const SAMPLE_LETTERS = 40
/** Maximum number of bytes taken from a line for a sample. */
const MAX_LINE_BYTES = 400
const DAMAGED = /(?!\t)[\p{Cc}\ufffd]/u

/**
 * Returns the first line that is not ASCII as decoded with each encoding, so that users can choose
 * by what they see. Leaves out encodings in which it has damaged characters.
 */
export function sampleEncodings(bytes: Uint8Array): EncodingSample[] {
	if (bytes.includes(0)) return []
	const first = bytes.findIndex((byte) => byte >= 0x80)
	if (first < 0) return []
	const isEnd = (byte: number) => byte === 0x0a || byte === 0x0d
	const from = Math.max(bytes.subarray(0, first).findLastIndex(isEnd) + 1, first - MAX_LINE_BYTES / 4)
	const line = bytes.subarray(from, from + MAX_LINE_BYTES)
	const end = line.findIndex(isEnd)
	const whole = end < 0 ? line : line.subarray(0, end)
	const isCut = end < 0 && line.length === MAX_LINE_BYTES
	const samples = TEXT_ENCODINGS.filter((encoding) => !encoding.startsWith('utf-16')).map((encoding) => {
		// A line that was cut may end within a character.
		const text = iconv.decode(whole, encoding).slice(0, isCut ? -2 : undefined)
		return { encoding, sample: text.trim().slice(0, SAMPLE_LETTERS), isDamaged: DAMAGED.test(text) }
	})
	return samples.flatMap(({ isDamaged, ...sample }) => (isDamaged ? [] : [sample]))
}

function findEncoding(bytes: Uint8Array): TextEncoding | null {
	const marked = markOf(bytes)
	if (marked) return marked
	if (bytes.includes(0)) return widthOf(bytes)
	return isUtf8(bytes) ? 'utf-8' : detectLegacyEncoding(bytes)
}

function markOf(bytes: Uint8Array): TextEncoding | null {
	const [first, second, third] = bytes
	if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
	if (first === 0xff && second === 0xfe) return 'utf-16le'
	return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/**
 * Detects UTF-16: every second byte of Latin text is zero, the first or the second of each pair.
 */
function widthOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	if (bytes.length % 2 !== 0) return null
	const zeros: [number, number] = [0, 0]
	const probed = Math.min(bytes.length, PROBED_BYTES)
	for (let at = 0; at < probed; at++) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1]++
	const [even, odd] = zeros
	if (Math.min(even, odd) > 0 || Math.max(even, odd) < (probed / 2) * UTF16_SHARE) return null
	return odd > 0 ? 'utf-16le' : 'utf-16be'
}

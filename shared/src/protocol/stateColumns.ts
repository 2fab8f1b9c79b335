/**
 * A document's state in columns (WIRE4c): a Yjs V2 update whose random bytes are separated from its
 * repetitive ones, because deflate compresses both better and faster that way. A state of 10,000
 * cards shrinks by a further fifth.
 *
 *     [varuint from][varuint to]   the text of all strings, as offsets in the update
 *     6 × [varuint bytes]          the size of each section
 *     main                         the update without the bytes of the other sections
 *     idLengths                    a byte for each ':' in the text: the number of bytes of an id
 *                                  that follow it
 *     heads                        after each byte INT behind the text: the first byte of a varint
 *     tails                        the other bytes of these varints
 *     floats                       4 or 8 bytes after each byte FLOAT32 or FLOAT64 behind the text
 *     ids                          the random part of the ids of records
 *
 * INT, FLOAT32 and FLOAT64 are tags of lib0's `writeAny`. A byte that only has the value of a tag
 * is treated as one on both sides, so any update is reproduced byte for byte. Both directions take
 * linear time, and joining never outputs more bytes than it reads.
 */
import { createDecoder, readVarUint, readVarUint8Array, UintOptRleDecoder } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding'

/**
 * The sections in their order on the wire. `ids` are random, so compressing them needs no search
 * for repetitions.
 */
export interface StateColumns {
	main: Uint8Array
	idLengths: Uint8Array
	heads: Uint8Array
	tails: Uint8Array
	floats: Uint8Array
	ids: Uint8Array
}

/**
 * Offsets of the next byte to read in each of these sections, and `at` of the next byte to write to
 * the update. The section `end` is the end of the part in the update.
 */
type Cursors<Section extends string> = Record<Section | 'at', number>

/**
 * The bytes at which copying by words stops: bytes whose bits under `mask` equal those of `word`.
 * Both patterns are repeated for the four bytes of a word.
 */
interface Wanted {
	mask: number
	word: number
}
const SECTIONS = 6
/** The index of the section whose bytes are not part of the update. */
const ID_LENGTHS = 1
/** The number of columns of a V2 update before the column of strings. */
const COLUMNS_BEFORE_STRINGS = 5
const COLON = 58
/**
 * The number of bytes of a word, and words with the lowest and the highest bit of each byte set.
 */
const WORD = 4
const [EACH_1, EACH_128] = [0x01010101, 0x80808080]
const COLONS: Wanted = { mask: 0xffffffff, word: 0x3a3a3a3a }
/** Matches 120 to 127, which include the tags, and 248 to 255. */
const TAGS: Wanted = { mask: 0x78787878, word: 0x78787878 }
const [FLOAT64, FLOAT32, INT] = [123, 124, 125]
/** Returns the number of bytes that follow the tag of a float; 0 for another tag. */
const floatBytes = (tag: number) => (tag === FLOAT32 ? 4 : tag === FLOAT64 ? 8 : 0)
/**
 * The number of bytes at the start of a string in which a colon can end the prefix of a record id:
 * `shape:…`, `binding:…`.
 */
const MAX_PREFIX_BYTES = 8
const MAX_ID_BYTES = 255

/**
 * Splits a V2 update that Yjs has encoded into columns; `main` in the result begins with the
 * header.
 */
export function splitState(update: Uint8Array): StateColumns {
	const { from, to, lengths } = findText(update)
	const texts = splitTexts(update.subarray(from, to), lengths)
	const rest = splitValues(update.subarray(to))
	const { idLengths, ids } = texts
	const { heads, tails, floats } = rest
	const header = createEncoder()
	writeVarUint(header, from)
	writeVarUint(header, to)
	writeVarUint(header, from + texts.main.length + rest.main.length)
	for (const section of [idLengths, heads, tails, floats, ids]) writeVarUint(header, section.length)
	writeUint8Array(header, update.subarray(0, from))
	writeUint8Array(header, texts.main)
	writeUint8Array(header, rest.main)
	return { main: toUint8Array(header), idLengths, heads, tails, floats, ids }
}

/** Joins the sections, which follow one another, to the update. Throws if they are damaged. */
export function joinState(bytes: Uint8Array): Uint8Array {
	const { from, to, size, starts, ends } = readHeader(bytes)
	const [main = 0, idLength = 0, head = 0, tail = 0, float = 0, id = 0] = starts
	const update = new Uint8Array(size)
	update.set(bytes.subarray(main, main + from))
	const text = joinTexts(bytes, update, { at: from, end: to, main: main + from, idLength, id })
	const values = joinValues(bytes, update, { at: text.at, end: size, main: text.main, head, tail, float })
	const read = [values.main, text.idLength, values.head, values.tail, values.float, text.id]
	if (values.at !== size || read.some((end, index) => end !== ends[index])) throw new Error('damaged columns')
	return update
}

/**
 * Joins texts and ids. If sections end too early, reads give undefined, which ends the inner loops;
 * `joinState` detects this by the offsets.
 */
function joinTexts(bytes: Uint8Array, update: Uint8Array, start: Cursors<'main' | 'idLength' | 'id' | 'end'>) {
	const { end } = start
	let { at, main, idLength, id } = start
	const [source, target] = [viewOf(bytes), viewOf(update)]
	while (at < end) {
		const words = copyWords(source, main, target, at, end, COLONS)
		main += words
		at += words
		const byte = bytes[main++] as number
		update[at++] = byte
		if (byte !== COLON) continue
		for (let left = bytes[idLength++] as number; left > 0; left--) update[at++] = bytes[id++] as number
	}
	return { at, main, idLength, id }
}

/** Joins the values behind the texts, in the same way. */
function joinValues(bytes: Uint8Array, update: Uint8Array, start: Cursors<'main' | 'head' | 'tail' | 'float' | 'end'>) {
	const { end } = start
	let { at, main, head, tail, float } = start
	const [source, target] = [viewOf(bytes), viewOf(update)]
	while (at < end) {
		const words = copyWords(source, main, target, at, end, TAGS)
		main += words
		at += words
		const tag = bytes[main++] as number
		update[at++] = tag
		if (tag > INT || tag < FLOAT64) continue
		if (tag === INT && at < end) {
			let byte = bytes[head++] as number
			update[at++] = byte
			while (byte > 127 && at < end) {
				byte = bytes[tail++] as number
				update[at++] = byte
			}
		} else for (let left = floatBytes(tag); left > 0 && at < end; left--) update[at++] = bytes[float++] as number
	}
	return { at, main, head, tail, float }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength)

/**
 * Copies words of four bytes as long as none of their bytes is `wanted` and at least one byte is
 * left before `to`. Returns the number of copied bytes. Wanted bytes are rare, and a browser joins
 * a state before it shows anything: copying words takes a third of the time of copying bytes.
 */
function copyWords(source: DataView, from: number, target: DataView, at: number, to: number, wanted: Wanted): number {
	const { mask, word } = wanted
	const end = Math.min(source.byteLength - from, to - at) - WORD
	let copied = 0
	while (copied < end) {
		const bytes = source.getInt32(from + copied)
		// `difference` has a zero byte where a byte is wanted. Only there, or above it, does
		// subtracting 1 from each byte borrow.
		const difference = (bytes & mask) ^ word
		if (((difference - EACH_1) & ~difference & EACH_128) !== 0) break
		target.setInt32(at + copied, bytes)
		copied += WORD
	}
	return copied
}

/** Reads the header: the starts and ends of the sections, and the size of the update. */
function readHeader(bytes: Uint8Array) {
	const decoder = createDecoder(bytes)
	const [from, to] = [readVarUint(decoder), readVarUint(decoder)]
	const sizes = Array.from({ length: SECTIONS }, () => readVarUint(decoder))
	let end = decoder.pos
	const ends = sizes.map((size) => {
		end += size
		return end
	})
	const starts = [decoder.pos, ...ends.slice(0, -1)]
	const size = end - decoder.pos - (sizes[ID_LENGTHS] ?? 0)
	if (end !== bytes.length || from > to || to > size) throw new Error('damaged columns')
	return { from, to, size, starts, ends }
}

/** Finds the text of all strings in a V2 update, and the length of each string. */
function findText(update: Uint8Array): { from: number; to: number; lengths: UintOptRleDecoder } {
	const decoder = createDecoder(update)
	readVarUint(decoder)
	for (let column = 0; column < COLUMNS_BEFORE_STRINGS; column++) readVarUint8Array(decoder)
	const strings = readVarUint(decoder)
	const end = decoder.pos + strings
	const bytes = readVarUint(decoder)
	const to = decoder.pos + bytes
	return { from: decoder.pos, to, lengths: new UintOptRleDecoder(update.subarray(to, end)) }
}

/**
 * Splits the text of all strings into the ids and the rest. `lengths` are in UTF-16 units; a 4-byte
 * character has two, which may belong to two strings.
 */
function splitTexts(text: Uint8Array, lengths: UintOptRleDecoder) {
	const [main, ids] = [new Uint8Array(text.length), new Uint8Array(text.length)]
	const idLengths: number[] = []
	let [mains, idBytes, start, units] = [0, 0, 0, 0]
	for (let at = 0; at < text.length; ) {
		const byte = text[at] as number
		if ((byte & 0xc0) !== 0x80) {
			while (units <= 0) {
				units += lengths.read()
				start = at
			}
			units -= byte >= 0xf0 ? 2 : 1
		}
		main[mains++] = byte
		at++
		if (byte !== COLON) continue
		const end = at - start > MAX_PREFIX_BYTES ? at : Math.min(at + units, at + MAX_ID_BYTES)
		const first = at
		while (at < end && isIdByte(text[at] as number)) ids[idBytes++] = text[at++] as number
		idLengths.push(at - first)
		units -= at - first
	}
	return { main: main.subarray(0, mains), ids: ids.slice(0, idBytes), idLengths: Uint8Array.from(idLengths) }
}

function splitValues(values: Uint8Array) {
	const size = values.length
	const main = new Uint8Array(size)
	const [heads, tails, floats] = [new Uint8Array(size), new Uint8Array(size), new Uint8Array(size)]
	let [mains, headBytes, tailBytes, floatsBytes] = [0, 0, 0, 0]
	for (let at = 0; at < size; ) {
		const tag = values[at++] as number
		main[mains++] = tag
		if (tag === INT && at < size) {
			let byte = values[at++] as number
			heads[headBytes++] = byte
			while (byte > 127 && at < size) {
				byte = values[at++] as number
				tails[tailBytes++] = byte
			}
		} else
			for (let left = floatBytes(tag); left > 0 && at < size; left--) floats[floatsBytes++] = values[at++] as number
	}
	return {
		main: main.subarray(0, mains),
		heads: heads.subarray(0, headBytes),
		tails: tails.subarray(0, tailBytes),
		floats: floats.subarray(0, floatsBytes),
	}
}

/** Whether a byte is in the alphabet of ids: `A` to `Z`, `a` to `z`, `0` to `9`, `-` and `_`. */
function isIdByte(byte: number): boolean {
	const lower = byte | 0x20
	return (lower >= 97 && lower <= 122 && byte >= 65) || (byte >= 48 && byte <= 57) || byte === 45 || byte === 95
}

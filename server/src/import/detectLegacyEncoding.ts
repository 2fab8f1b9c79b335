import type { TextEncoding } from '@charrette/shared'

/** Number of bytes that are probed from the first one that is not ASCII. */
const PROBED_BYTES = 64 * 1024
/** Minimum share of a text's characters that are in everyday use when it is decoded correctly. */
const MIN_COMMON = 0.7
/**
 * Minimum share of characters that are next to another byte above ASCII. Accented letters mostly
 * stand alone.
 */
const MIN_DENSE = 0.25
/**
 * Minimum number of characters of a Korean text. Korean words only use characters of the first half
 * of the Chinese range, but so do short Chinese texts.
 */
const MIN_KOREAN = 6

/** An encoding with characters of one or two bytes. */
interface DoubleByteEncoding {
	name: TextEncoding
	isFirst(byte: number): boolean
	isSecond(byte: number): boolean
	/** Whether a character is in everyday use: the standards list these characters separately. */
	isCommon(first: number, second: number): boolean
	/** Whether a byte above ASCII is a character of its own. */
	isSingle?(byte: number): boolean
}

const within = (from: number, to: number) => (byte: number) => byte >= from && byte <= to
const isUpper = within(0xa1, 0xfe)

const ENCODINGS: readonly DoubleByteEncoding[] = [
	{
		name: 'euc-kr',
		isFirst: isUpper,
		isSecond: isUpper,
		isCommon: (first) => within(0xb0, 0xc8)(first) || first === 0xa1 || first === 0xa3,
	},
	{
		name: 'gb18030',
		isFirst: within(0x81, 0xfe),
		isSecond: (byte) => within(0x40, 0xfe)(byte) && byte !== 0x7f,
		isCommon: (first, second) => isUpper(second) && (within(0xb0, 0xd7)(first) || within(0xa1, 0xa3)(first)),
	},
	{
		name: 'big5',
		isFirst: within(0xa1, 0xf9),
		isSecond: (byte) => within(0x40, 0x7e)(byte) || isUpper(byte),
		isCommon: within(0xa1, 0xc6),
	},
	{
		name: 'shift_jis',
		isFirst: (byte) => within(0x81, 0x9f)(byte) || within(0xe0, 0xfc)(byte),
		isSecond: (byte) => within(0x40, 0xfc)(byte) && byte !== 0x7f,
		isCommon: within(0x81, 0x98),
		isSingle: within(0xa1, 0xdf),
	},
]

/**
 * Returns the encoding of a text that is neither Unicode nor ASCII: the encoding of China, Taiwan,
 * Japan or Korea in which nearly all its characters are valid and in everyday use; else the
 * Cyrillic or Arabic one that has letters for nearly all its bytes; else the western European one.
 * Detectors based on letter frequencies need more text than a list of cards often has.
 */
export function detectLegacyEncoding(bytes: Uint8Array): TextEncoding {
	const first = bytes.findIndex((byte) => byte >= 0x80)
	// The byte before it shows whether it is within a Latin word.
	const from = Math.max(0, first - 1)
	const probed = bytes.subarray(from, from + PROBED_BYTES)
	let best: { name: TextEncoding; common: number } = { name: 'windows-1252', common: MIN_COMMON }
	for (const encoding of ENCODINGS) {
		const common = shareOfCommon(probed, encoding)
		if (common > best.common) best = { name: encoding.name, common }
	}
	return best.name === 'windows-1252' ? (detectAlphabet(probed) ?? best.name) : best.name
}

/** Minimum share of bytes that are letters of the alphabet. */
const MIN_ALPHABET = 0.9
/**
 * Minimum share of bytes in runs of three or more. Latin words have at most one or two adjacent
 * accented letters.
 */
const MIN_IN_RUNS = 0.75
const MIN_RUN = 3
/**
 * Minimum share of letters that every Arabic text contains. As Cyrillic, the same bytes are rarer
 * lowercase letters.
 */
const MIN_COMMON_ARABIC = 0.15
const COMMON_ARABIC = new Set([0xe1, 0xe3, 0xe4, 0xe6, 0xed])
/** Windows-1251: letters of Russian, then those of Ukrainian, Belarusian and Serbian. */
const isCyrillic = (byte: number) =>
	byte >= 0xc0 || [0xa8, 0xb8, 0xa5, 0xaa, 0xaf, 0xb2, 0xb3, 0xb4, 0xba, 0xbf].includes(byte)
/** Windows-1256, without the accented letters of French and the vowel marks. */
const isArabic = (byte: number) =>
	(byte >= 0xc1 && byte <= 0xdf && byte !== 0xd7) ||
	[0x81, 0x8d, 0x8e, 0x90, 0x98, 0xa1, 0xba, 0xbf, 0xe1, 0xe3, 0xe4, 0xe5, 0xe6, 0xec, 0xed].includes(byte)

/**
 * Returns the encoding of a text in a non-Latin alphabet, in which most bytes are letters of that
 * alphabet; null for Latin text.
 */
function detectAlphabet(bytes: Uint8Array): TextEncoding | null {
	let [count, inRuns, run, cyrillic, arabic, common] = [0, 0, 0, 0, 0, 0]
	for (const byte of bytes) {
		run = byte < 0x80 ? 0 : run + 1
		if (run === 0) continue
		count++
		if (run >= MIN_RUN) inRuns += run === MIN_RUN ? MIN_RUN : 1
		if (isCyrillic(byte)) cyrillic++
		if (isArabic(byte)) arabic++
		if (COMMON_ARABIC.has(byte)) common++
	}
	if (inRuns < count * MIN_IN_RUNS) return null
	if (arabic >= count * MIN_ALPHABET && common >= count * MIN_COMMON_ARABIC) return 'windows-1256'
	return cyrillic >= count * MIN_ALPHABET ? 'windows-1251' : null
}

/**
 * Returns the share of common characters; 0 if the text is invalid in this encoding, or unlikely to
 * be in it.
 */
function shareOfCommon(bytes: Uint8Array, encoding: DoubleByteEncoding): number {
	const characters = charactersOf(bytes, encoding)
	if (!characters) return 0
	const pairs = characters.filter(({ isPair }) => isPair)
	const dense = pairs.filter(({ isDense }) => isDense).length
	const isUnlikely = dense < pairs.length * MIN_DENSE || (encoding.name === 'euc-kr' && pairs.length < MIN_KOREAN)
	return isUnlikely ? 0 : characters.filter(({ isCommon }) => isCommon).length / characters.length
}

/** A character that is not ASCII. */
interface Character {
	isPair: boolean
	/** Whether its second byte is not ASCII, or another two-byte character precedes it. */
	isDense: boolean
	isCommon: boolean
}

const SINGLE: Character = { isPair: false, isDense: false, isCommon: false }

/**
 * Returns the characters of a text that are not ASCII; null if there are none, or if one is
 * invalid.
 */
function charactersOf(bytes: Uint8Array, encoding: DoubleByteEncoding): Character[] | null {
	const found: Character[] = []
	let before: 'pair' | 'letter' | null = null
	// The probe may end within a character.
	for (let at = 0; at < bytes.length - 1; at++) {
		const [byte = 0, second = 0, next] = bytes.subarray(at, at + 3)
		if (byte < 0x80) before = isLetter(byte) ? 'letter' : null
		else if (encoding.isSingle?.(byte)) found.push(SINGLE)
		else if (!encoding.isFirst(byte) || !encoding.isSecond(second)) return null
		else {
			// Two accented letters within a word are not a two-byte character.
			const isWithinWord = before === 'letter' && isLetter(next)
			const isCommon = !isWithinWord && encoding.isCommon(byte, second)
			found.push({ isPair: true, isDense: second >= 0x80 || before === 'pair', isCommon })
			before = 'pair'
			at++
		}
	}
	return found.length > 0 ? found : null
}

/** Whether a byte is an ASCII letter. */
function isLetter(byte = 0): boolean {
	return byte < 0x80 && /[A-Za-z]/.test(String.fromCharCode(byte))
}

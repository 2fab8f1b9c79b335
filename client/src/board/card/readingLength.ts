/** As many letters as are easily read from the back row. */
export const EASY_LENGTH = 140

/** Chinese characters, kana, Korean syllables and full-width signs: each says about as much as two letters. */
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{3fffd}]/gu

/** How long a text is to the eye, in letters. */
export function readingLength(text: string): number {
	return [...text.trim()].length + (text.match(WIDE)?.length ?? 0)
}

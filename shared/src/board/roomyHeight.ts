/** Letters of a text that is set at its least size, in board units; a little generous, since nothing is measured here. */
const LETTER = 8
const WIDE_LETTER = 14
const LINE = 19
/** What a card has beside its text. */
const BESIDE = { w: 29, h: 64 }
const FIRST_WIDE_CODE = 0x2e80

/** How high a card may stand with this text: at least as high as it was drawn. */
export function roomyHeight({ w, h, text }: { w: number; h: number; text: string }): number {
	const room = Math.max(WIDE_LETTER, w - BESIDE.w)
	let lines = 0
	for (const line of text.split('\n')) {
		let width = 0
		for (const letter of line) width += (letter.codePointAt(0) ?? 0) >= FIRST_WIDE_CODE ? WIDE_LETTER : LETTER
		lines += Math.max(1, Math.ceil(width / room))
	}
	return Math.max(h, BESIDE.h + lines * LINE)
}

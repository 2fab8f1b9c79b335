/* What XML 1.0 has no place for, in any way of writing it, and what is shown nowhere: controls but tab and line breaks, half pairs. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** A text as a document can hold it: without control characters, which some formats cannot write at all; each line break is `\n`. */
export function printable(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '')
}

/** Whether a text begins in a script that is written from right to left, by its first letter as Unicode has it. */
export function isRightToLeft(text: string): boolean {
	return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '')
}

/** Number of steps between the largest and the smallest font size. */
const STEPS = 8

/**
 * Returns the largest font size at which a text fits, by binary search; the smallest size if it
 * fits at none.
 */
export function fittingSize(
	{ largest, smallest }: { largest: number; smallest: number },
	fits: (size: number) => boolean,
): { size: number; isFitting: boolean } {
	const sizeAt = (step: number) => largest - ((largest - smallest) * step) / STEPS
	if (fits(largest)) return { size: largest, isFitting: true }
	if (!fits(smallest)) return { size: smallest, isFitting: false }
	let [tooLarge, fitting] = [0, STEPS]
	while (fitting - tooLarge > 1) {
		const middle = (tooLarge + fitting) >> 1
		if (fits(sizeAt(middle))) fitting = middle
		else tooLarge = middle
	}
	return { size: sizeAt(fitting), isFitting: true }
}

/**
 * Splits the lines of a text that is too high into parts. Each part is at most `room` high, and its
 * lines begin at 0. Lines after `most` parts are left out.
 */
export function splitLines<Line extends { top: number }>(
	lines: readonly Line[],
	{ lineHeight, room, most }: { lineHeight: number; room: number; most: number },
): { parts: Line[][]; isCut: boolean } {
	const parts: Line[][] = []
	let start = 0
	for (const line of lines) {
		const part = parts.at(-1)
		if (part && line.top - start + lineHeight <= room + 0.01) part.push({ ...line, top: line.top - start })
		else if (parts.length === most) return { parts, isCut: true }
		else {
			start = line.top
			parts.push([{ ...line, top: 0 }])
		}
	}
	return { parts, isCut: false }
}

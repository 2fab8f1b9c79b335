/** The keys of a presenter's clicker, and the arrow keys. */
export const KEY_STEPS: Partial<Record<string, 1 | -1>> = {
	PageDown: 1,
	ArrowRight: 1,
	ArrowDown: 1,
	PageUp: -1,
	ArrowLeft: -1,
	ArrowUp: -1,
}

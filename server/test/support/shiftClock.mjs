/* Loaded before a server (`--import`): shifts the clock of its machine by CLOCK_SHIFT_MS. */
const shift = Number(process.env.CLOCK_SHIFT_MS)
const { now } = Date
globalThis.Date = class extends Date {
	constructor(...parts) {
		super(...(parts.length === 0 ? [now() + shift] : parts))
	}
	static now() {
		return now() + shift
	}
}

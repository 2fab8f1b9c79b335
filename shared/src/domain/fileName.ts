const FORBIDDEN = /[<>:"/\\|?*\p{C}\p{Zl}\p{Zp}]+/gu
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i
/* 255 bytes is the limit of common file systems; two parts, the date and the ending must fit. */
const MAX_PART_BYTES = 100

/** `Workshop - Board - 2026-11-25.png`: what a file is named after; any script is kept. `at` is in ms; the day is the one on this machine. */
export function fileName(named: { workshop: string; title: string; at: number }, ending: string): string {
	return `${[named.workshop, named.title].map(safePart).join(' - ')} - ${isoDay(new Date(named.at))}.${ending}`
}

/** A title with nothing in it that some system forbids in names of files and folders, of at most 100 bytes; never empty. */
export function safePart(title: string): string {
	const cleaned = title.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ')
	let part = ''
	let bytes = 0
	for (const letter of cleaned) {
		bytes += bytesOf(letter.codePointAt(0) ?? 0)
		if (bytes > MAX_PART_BYTES) break
		part += letter
	}
	part = part.replace(/^[\s.]+|[\s.]+$/g, '')
	return part === '' || RESERVED.test(part) ? `${part}_` : part
}

/** The day in this machine's time zone, as `2026-11-25`. */
export function isoDay(date: Date): string {
	const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
	return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}

/** How many bytes a letter takes in UTF-8. */
function bytesOf(point: number): number {
	return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

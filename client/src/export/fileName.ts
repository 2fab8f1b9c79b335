const FORBIDDEN = /[<>:"/\\|?*\p{C}\p{Zl}\p{Zp}]+/gu
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i
/* 255 bytes is the limit of common file systems; two parts, the date and the ending must fit. */
const MAX_PART_BYTES = 100

/** `Workshop - Board - 2026-11-25.png`: the rule by which the server names its files. `at` is in ms; the day is the one on this device. */
export function fileName(board: { workshop: string; title: string; at: number }, ending: string): string {
	const at = new Date(board.at)
	const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
	return `${[board.workshop, board.title].map(safePart).join(' - ')} - ${day}.${ending}`
}

/** A title with nothing in it that some system forbids in names; any script is kept. */
function safePart(title: string): string {
	const cleaned = title.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ')
	const encoder = new TextEncoder()
	let part = ''
	let bytes = 0
	for (const letter of cleaned) {
		bytes += encoder.encode(letter).length
		if (bytes > MAX_PART_BYTES) break
		part += letter
	}
	part = part.replace(/^[\s.]+|[\s.]+$/g, '')
	return part === '' || RESERVED.test(part) ? `${part}_` : part
}

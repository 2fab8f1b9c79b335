import type { BoardId } from './ids.ts'
import type { Session } from './Workshop.ts'

const FORBIDDEN = /[<>:"/\\|?*\p{C}\p{Zl}\p{Zp}]+/gu
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i
/* Common file systems allow 255 bytes; two parts, the date and the extension must fit. */
const MAX_PART_BYTES = 100

/**
 * The parts of a file name. `at` is in ms and becomes a day in `zone`, or in this machine's time
 * zone.
 */
interface FileNameParts {
	workshop: string
	title: string
	at: number
	zone?: string | undefined
}

/**
 * Returns a file name such as `Workshop - Board - 2026-11-25.png`, in any script. If the title is
 * also that of the workshop, it appears only once.
 */
export function fileName({ workshop, title, at, zone }: FileNameParts, extension: string): string {
	const titles = new Set([workshop, title].filter(Boolean).map(safeFileName))
	return `${[...titles].join(' - ')} - ${isoDay(new Date(at), zone)}.${extension}`
}

/**
 * Converts a title to a name that every file system accepts: without forbidden characters, at most
 * 100 bytes, never empty.
 */
export function safeFileName(title: string): string {
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

/** Returns the day as `2026-11-25`, in a time zone or in this machine's. */
export function isoDay(date: Date, zone?: string): string {
	return isoDaysIn(zone)(date)
}

/** Returns a function that does the same for many dates. */
export function isoDaysIn(zone?: string): (date: Date | number) => string {
	const of = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
	return (date) => {
		const parts = new Map(of.formatToParts(date).map(({ type, value }) => [type, value]))
		return (['year', 'month', 'day'] as const).map((part) => parts.get(part)).join('-')
	}
}

/** Whether a string names a time zone, such as `Asia/Shanghai`. */
export function isTimeZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone })
		return true
	} catch {
		return false
	}
}

/** Returns the number of bytes of a code point in UTF-8. */
function bytesOf(point: number): number {
	return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

/**
 * Returns the folder of each board in an archive: `01 Group 1`, or with several sessions `01
 * Morning/01 Group 1`.
 */
export function archiveFolders(sessions: readonly Session[]): Map<BoardId, string> {
	const folders = sessions.flatMap((session, sessionIndex) => {
		const parent = sessions.length > 1 ? `${numbered(session.title, sessionIndex)}/` : ''
		return session.boards.map((board, index): [BoardId, string] => [board.id, parent + numbered(board.title, index)])
	})
	return new Map(folders)
}

/** Prefixes a title with its number, which makes the name unique and keeps the order. */
function numbered(title: string, index: number): string {
	return `${String(index + 1).padStart(2, '0')} ${safeFileName(title)}`
}

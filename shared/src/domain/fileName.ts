import type { BoardId } from './ids.ts'
import type { Session } from './Workshop.ts'

const FORBIDDEN = /[<>:"/\\|?*\p{C}\p{Zl}\p{Zp}]+/gu
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i
/* 255 bytes is the limit of common file systems; two parts, the date and the ending must fit. */
const MAX_PART_BYTES = 100

/** What a file is named after. `at` is in ms, and is told as a day in this time zone, or in this machine's. */
interface FileNameParts {
	workshop: string
	title: string
	at: number
	zone?: string | undefined
}

/** `Workshop - Board - 2026-11-25.png`; any script is kept. */
export function fileName({ workshop, title, at, zone }: FileNameParts, ending: string): string {
	return `${[workshop, title].map(safeFileName).join(' - ')} - ${isoDay(new Date(at), zone)}.${ending}`
}

/** A title with nothing in it that some system forbids in names of files and folders, of at most 100 bytes; never empty. */
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

/** The day in a time zone, or in this machine's, as `2026-11-25`. */
export function isoDay(date: Date, zone?: string): string {
	const of = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
	const parts = new Map(of.formatToParts(date).map(({ type, value }) => [type, value]))
	return (['year', 'month', 'day'] as const).map((part) => parts.get(part)).join('-')
}

/** Whether this names a time zone, such as `Asia/Shanghai`. */
export function isTimeZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone })
		return true
	} catch {
		return false
	}
}

/** How many bytes a letter takes in UTF-8. */
function bytesOf(point: number): number {
	return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

/** In which folder of a pack the files of each board lie: `01 Group 1`, and of several sessions `01 Morning/01 Group 1`. */
export function archiveFolders(sessions: readonly Session[]): Map<BoardId, string> {
	const folders = sessions.flatMap((session, at) => {
		const parent = sessions.length > 1 ? `${numbered(session.title, at)}/` : ''
		return session.boards.map((board, place): [BoardId, string] => [board.id, parent + numbered(board.title, place)])
	})
	return new Map(folders)
}

/** A number makes a name that nothing else has, and keeps the order. */
function numbered(title: string, at: number): string {
	return `${String(at + 1).padStart(2, '0')} ${safeFileName(title)}`
}

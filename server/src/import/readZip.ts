import type { Skipped } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import type { BoardDraft, FileDraft } from './BoardDraft.ts'
import { ImportRefusedError } from './ImportRefusedError.ts'
import type { ZipEntry } from './openZip.ts'

const TABLE_ENDING = /\.(csv|tsv)$/i
const BOARD_ENDING = /\.json$/i
/** What a Mac puts beside the files of an archive. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/)/

/**
 * The boards in an archive, as the pack has them: its JSON files, and the tables that are no copy of one of these. What else lies
 * in it is passed over. A file that is none is told, and the others come in.
 */
export function readZip(entries: readonly ZipEntry[], read: (bytes: Uint8Array, name: string) => FileDraft): FileDraft {
	const named = entries.filter(({ name }) => !HIDDEN.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
	const stems = new Set(named.filter(({ name }) => BOARD_ENDING.test(name)).map(({ name }) => stemOf(name)))
	const wanted = named.filter(
		({ name }) => BOARD_ENDING.test(name) || (TABLE_ENDING.test(name) && !stems.has(stemOf(name))),
	)
	const boards: BoardDraft[] = []
	const skipped: Skipped[] = []
	for (const entry of wanted) {
		const file = entry.name
		const draft = readEntry(entry, read)
		if (!draft) skipped.push({ file, reason: 'not_readable' })
		else if (boards.length >= LIMITS.maxBoardsApart) skipped.push({ file, reason: 'too_much' })
		else {
			boards.push(...draft.boards)
			skipped.push(...draft.skipped.map((told) => ({ file, ...told })))
		}
	}
	return { source: 'zip', boards, skipped }
}

const stemOf = (name: string) => name.replace(/\.[^./]+$/, '')

/** Null for a file that cannot be read. What unpacks to more than it may, or is of a newer release, is the archive's fault. */
function readEntry({ name, read: unpack }: ZipEntry, read: (bytes: Uint8Array, name: string) => FileDraft) {
	try {
		return read(unpack(), name.slice(name.lastIndexOf('/') + 1))
	} catch (cause) {
		const isOne = cause instanceof ImportRefusedError
		if (isOne && (cause.reason === 'unknown_format' || cause.reason === 'damaged_file')) return null
		if (isOne && cause.reason === 'nothing_inside') return null
		throw cause
	}
}

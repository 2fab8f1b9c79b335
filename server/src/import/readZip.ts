import type { SkippedEntry, SkipReason } from '@charrette/shared'
import { EXCHANGE_FILE_NAMES, groupBy, LIMITS } from '@charrette/shared'
import type { BoardDraft, FileDraft, ImportRefusal } from './FileDraft.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { ZipEntry } from './openZip.ts'

/**
 * File types that contain boards. The first types have the most content; for files with the same
 * name the first one is read.
 */
const EXTENSIONS = ['json', 'tldr', 'excalidraw', 'canvas', 'xlsx', 'csv', 'tsv', 'docx', 'txt', 'md']
/** Files that operating systems add to an archive. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|(Thumbs\.db|desktop\.ini)$)/i
const READ_ME = 'READ ME.txt'
/**
 * Files of our archive that combine all boards. Each of these boards also has a file of its own.
 */
const SESSION_FILES = ['workbook.xlsx', 'report.html', 'report.docx', 'viewer.html']

type Read = (bytes: Uint8Array, name: string) => FileDraft

/**
 * Reads the boards in an archive, one for each file, as our own archive has them. Lists files that
 * are not imported, except for copies: other formats of a board in our archive, or beside the JSON
 * of a board.
 */
export function readZip(entries: readonly ZipEntry[], read: Read): FileDraft {
	const named = entries.filter(({ name }) => !HIDDEN.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
	const boards: BoardDraft[] = []
	const skipped: SkippedEntry[] = []
	for (const { entry, copies, reason } of classifyEntries(named)) {
		for (const one of [entry, ...copies]) {
			const file = one.name
			const draft = reason ?? readEntry(one, read)
			if (typeof draft === 'string') {
				skipped.push({ file, reason: draft })
				continue
			}
			if (boards.length >= LIMITS.maxBoardsApart) skipped.push({ file, reason: 'too_much' })
			else {
				boards.push(...draft.boards)
				for (const entry of draft.skipped) skipped.push({ file, ...entry })
			}
			break
		}
	}
	return { source: 'zip', boards, skipped }
}

/**
 * A file of an archive with its copies, which are read if the file is damaged, or the reason why
 * the file is not read.
 */
interface ClassifiedEntry {
	entry: ZipEntry
	copies: ZipEntry[]
	reason?: SkipReason
}

/** Returns the files to read, and those to skip with the reason. Copies are left out. */
function classifyEntries(entries: readonly ZipEntry[]): ClassifiedEntry[] {
	const readMe = entries.find(({ name }) => name === READ_ME || name.endsWith(`/${READ_ME}`))?.name
	// An archive that was extracted and zipped again is inside a folder.
	const root = readMe?.slice(0, -READ_ME.length)
	const readable = entries
		.filter(({ name }) => formatRank(name) >= 0)
		.sort((one, other) => formatRank(one.name) - formatRank(other.name))
	const hasBoards = readable.some(({ name }) => name.slice(root?.length).includes('/'))
	const forms = groupBy(readable, ({ name }) => stemOf(name))
	return entries.flatMap((entry): ClassifiedEntry[] => {
		const { name } = entry
		const isWhole = root !== undefined && SESSION_FILES.some((whole) => name === root + whole)
		const isExchange = root !== undefined && EXCHANGE_FILE_NAMES.some((file) => name === root + file)
		if (name === readMe || isExchange || (hasBoards && isWhole)) return []
		const [best, ...others] = forms.get(stemOf(name)) ?? []
		const isSame = best !== undefined && (readMe !== undefined || extensionOf(best.name) === 'json')
		if (best === entry) return [{ entry, copies: isSame ? others : [] }]
		return isSame ? [] : [{ entry, copies: [], reason: formatRank(name) < 0 ? 'other_file' : 'same_name' }]
	})
}

const formatRank = (name: string) => EXTENSIONS.indexOf(extensionOf(name))
const extensionOf = (name: string) => /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
const stemOf = (name: string) => name.replace(/\.[^./]+$/, '')

const REASONS: Partial<Record<ImportRefusal, SkipReason>> = {
	unknown_format: 'not_readable',
	damaged_file: 'not_readable',
	outline_only: 'outline_only',
}

/**
 * Reads a file, or returns the reason to skip it. A file that is too large, or from a newer
 * release, makes the whole archive fail.
 */
function readEntry({ name, read: inflate }: ZipEntry, read: Read): FileDraft | SkipReason {
	try {
		const draft = read(inflate(), name.slice(name.lastIndexOf('/') + 1))
		return draft.boards.length + draft.skipped.length === 0 ? 'no_text' : draft
	} catch (cause) {
		const reason = cause instanceof ImportRefusedError && REASONS[cause.reason]
		if (reason) return reason
		throw cause
	}
}

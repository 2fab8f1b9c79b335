import type { SkippedEntry, SkipReason } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import type { BoardDraft, FileDraft, ImportRefusal } from './FileDraft.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { ZipEntry } from './openZip.ts'

/** The files that boards are made of. Of several with the same name, the first kind says most. */
const ENDINGS = ['json', 'tldr', 'xlsx', 'csv', 'tsv', 'txt', 'md']
/** What a Mac or a PC puts beside the files of an archive. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|(Thumbs\.db|desktop\.ini)$)/i
const READ_ME = 'READ ME.txt'
/** What our pack says of all its boards together; each of them is there by itself. */
const SESSION_FILES = ['workbook.xlsx', 'report.html', 'report.docx', 'viewer.html']

type Read = (bytes: Uint8Array, name: string) => FileDraft

/**
 * The boards in an archive, a board a file, as the pack has them. What does not come in is told by its name, but for what is
 * the same again: other forms of a board of the pack, or of a board's JSON beside it.
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
				skipped.push(...draft.skipped.map((told) => ({ file, ...told })))
			}
			break
		}
	}
	return { source: 'zip', boards, skipped }
}

/** A file of an archive: what says the same again, should it not be readable; or why it is not read. */
interface ClassifiedEntry {
	entry: ZipEntry
	copies: ZipEntry[]
	reason?: SkipReason
}

/** The files that are read, and those that are not, with the reason; what is the same again is left out. */
function classifyEntries(entries: readonly ZipEntry[]): ClassifiedEntry[] {
	const readMe = entries.find(({ name }) => name === READ_ME || name.endsWith(`/${READ_ME}`))?.name
	// A pack that was unpacked and packed again lies in a folder.
	const root = readMe?.slice(0, -READ_ME.length)
	const readable = entries
		.filter(({ name }) => rankOf(name) >= 0)
		.sort((one, other) => rankOf(one.name) - rankOf(other.name))
	const hasBoards = readable.some(({ name }) => name.slice(root?.length).includes('/'))
	const forms = new Map<string, ZipEntry[]>()
	for (const entry of readable) forms.set(stemOf(entry.name), [...(forms.get(stemOf(entry.name)) ?? []), entry])
	return entries.flatMap((entry): ClassifiedEntry[] => {
		const { name } = entry
		const isWhole = root !== undefined && SESSION_FILES.some((whole) => name === root + whole)
		if (name === readMe || (hasBoards && isWhole)) return []
		const [best, ...others] = forms.get(stemOf(name)) ?? []
		const isSame = best !== undefined && (readMe !== undefined || endingOf(best.name) === 'json')
		if (best === entry) return [{ entry, copies: isSame ? others : [] }]
		return isSame ? [] : [{ entry, copies: [], reason: rankOf(name) < 0 ? 'other_file' : 'same_name' }]
	})
}

const rankOf = (name: string) => ENDINGS.indexOf(endingOf(name))
const endingOf = (name: string) => /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
const stemOf = (name: string) => name.replace(/\.[^./]+$/, '')

const REASONS: Partial<Record<ImportRefusal, SkipReason>> = {
	unknown_format: 'not_readable',
	damaged_file: 'not_readable',
	outline_only: 'outline_only',
}

/** Why a file cannot be read is told. What unpacks to more than it may, or is of a newer release, is the archive's fault. */
function readEntry({ name, read: unpack }: ZipEntry, read: Read): FileDraft | SkipReason {
	try {
		const draft = read(unpack(), name.slice(name.lastIndexOf('/') + 1))
		return draft.boards.length + draft.skipped.length === 0 ? 'no_text' : draft
	} catch (cause) {
		const reason = cause instanceof ImportRefusedError && REASONS[cause.reason]
		if (reason) return reason
		throw cause
	}
}

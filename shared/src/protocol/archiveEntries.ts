import { groupBy } from '../domain/collections.ts'
import { EXCHANGE_FILE_NAMES } from '../texts/archiveReadMe.ts'
import { BOARD_EXTENSIONS, fileExtension } from './importFormats.ts'
import type { SkipReason } from './imports.ts'

/** Files that operating systems add to an archive. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|(Thumbs\.db|desktop\.ini)$)/i
const READ_ME = 'READ ME.txt'

/** Whether a file is the page that describes our archive. */
export const isReadMe = ({ name }: { name: string }) => name === READ_ME || name.endsWith(`/${READ_ME}`)

/**
 * Files of our archive that combine all boards. Each of these boards also has a file of its own.
 */
const SESSION_FILES = ['workbook.xlsx', 'report.html', 'report.docx', 'viewer.html']

/**
 * A file of an archive with its copies, which are read if the file is damaged, or the reason why
 * the file is not read.
 */
interface ClassifiedEntry<Entry> {
	entry: Entry
	copies: Entry[]
	reason?: SkipReason
}

/**
 * Returns the files of an archive to read, and those to skip with the reason, in the order of their
 * names. Copies are left out: other formats of a board in our archive, or beside the JSON of a
 * board.
 */
export function classifyEntries<Entry extends { name: string }>(all: readonly Entry[]): ClassifiedEntry<Entry>[] {
	const entries = all.filter(({ name }) => !HIDDEN.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
	const readMe = entries.find(isReadMe)?.name
	// An archive that was extracted and zipped again is inside a folder.
	const root = readMe?.slice(0, -READ_ME.length)
	const readable = entries
		.filter(({ name }) => formatRank(name) >= 0)
		.sort((one, other) => formatRank(one.name) - formatRank(other.name))
	const hasBoards = readable.some(({ name }) => name.slice(root?.length).includes('/'))
	const forms = groupBy(readable, ({ name }) => stemOf(name))
	return entries.flatMap((entry): ClassifiedEntry<Entry>[] => {
		const { name } = entry
		const isWhole = root !== undefined && SESSION_FILES.some((whole) => name === root + whole)
		const isExchange = root !== undefined && EXCHANGE_FILE_NAMES.some((file) => name === root + file)
		if (name === readMe || isExchange || (hasBoards && isWhole)) return []
		const [best, ...others] = forms.get(stemOf(name)) ?? []
		const isSame = best !== undefined && (readMe !== undefined || fileExtension(best.name) === 'json')
		if (best === entry) return [{ entry, copies: isSame ? others : [] }]
		return isSame ? [] : [{ entry, copies: [], reason: formatRank(name) < 0 ? 'other_file' : 'same_name' }]
	})
}

const formatRank = (name: string) => BOARD_EXTENSIONS.findIndex((one) => one === fileExtension(name))
const stemOf = (name: string) => name.replace(/\.[^./]+$/, '')

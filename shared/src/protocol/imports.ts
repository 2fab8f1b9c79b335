import { z } from 'zod'
import type { CardKind } from '../domain/BoardContent.ts'
import type { BoardId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'

/** More columns than this are not told of a table. */
export const MAX_COLUMNS = 100

const columnNumber = () => z.coerce.number().int().min(0).max(MAX_COLUMNS).optional()

/**
 * `POST /api/boards/:id/import` (beside what is there) and `POST /api/sessions/:id/import` (new boards): the body is the file's
 * bytes. With `dryRun=1` nothing is done, and the answer says what would be. A text without a name is a list or a table that was pasted.
 */
export const importQuery = z.object({
	name: z.string().max(400).default(''),
	dryRun: z.enum(['0', '1']).default('0'),
	/** Which columns of a table say what, as somebody chose: their number, from 1; 0 is none. Of what is not said, it is found out. */
	text: columnNumber(),
	kind: columnNumber(),
	city: columnNumber(),
	cluster: columnNumber(),
	/** Whether a table's first row is headings. */
	head: z.enum(['0', '1']).optional(),
})

/** What the columns of a table can be chosen for. */
export const TABLE_COLUMNS = ['text', 'kind', 'city', 'cluster'] as const
export type TableColumn = (typeof TABLE_COLUMNS)[number]
/** What somebody chose of a table. */
export type TableOptions = Partial<Pick<z.infer<typeof importQuery>, TableColumn | 'head'>>

/** Why something of a file did not come in, or came in otherwise than it stands there. */
export const SKIP_REASONS = [
	'no_text',
	'text_cut',
	'broken_row',
	'unknown_kind',
	'unknown_category',
	'unknown_column',
	'link_without_end',
	'not_readable',
	'mended',
	'not_for_boards',
	'no_picture',
	'other_file',
	'same_name',
	'outline_only',
	'too_much',
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/** Where it stands in the file: the line (of a sheet, of a file in the archive), or the entry by its id or name. */
export interface SkippedEntry {
	line?: number
	sheet?: string
	file?: string
	entry?: string
	reason: SkipReason
}
/** So many are listed; of the rest the number is told. */
export const MAX_SKIPPED = 100

/** What came in at one board. */
export interface ImportedBoard {
	id: BoardId
	title: string
	cards: number
	links: number
	clusters: number
	images: number
	/** The first of its cards. */
	first: { kind: CardKind; text: string }[]
	/** The ids of all records that came. Empty when nothing was done. */
	records: string[]
}
/** How a table was read that is none of ours. */
export interface ImportedTable {
	/** Whether its first row is headings, and no card. */
	hasHead: boolean
	/** Its columns in their order: how each is called, and the first thing in it. */
	columns: { name: string; sample: string }[]
	/** Their numbers, from 1; what no column says is left out. */
	at: Partial<Record<TableColumn, number>>
}

/** What came in from a file, or would. */
export interface ImportResult {
	boards: ImportedBoard[]
	skipped: SkippedEntry[]
	/** How many more were skipped than are listed. */
	more: number
	/** Where nothing was done yet, and the file is one table whose columns may be chosen otherwise. */
	table?: ImportedTable
}

/** A name that a file gives, as a title of a board: one line, no longer than a title may be. */
export function titleFrom(name: string): string {
	return name
		.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim()
		.slice(0, LIMITS.maxTitleLength)
}

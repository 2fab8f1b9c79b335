import { z } from 'zod'
import type { CardKind } from '../domain/BoardContent.ts'
import type { BoardId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'

/** Most columns reported of a table. */
export const MAX_COLUMNS = 100

const columnNumber = () => z.coerce.number().int().min(0).max(MAX_COLUMNS).optional()

/** The encodings in which the text of a file can be read. */
export const TEXT_ENCODINGS = [
	'utf-8',
	'utf-16le',
	'utf-16be',
	'windows-1252',
	'windows-1250',
	'windows-1251',
	'windows-1256',
	'gb18030',
	'big5',
	'shift_jis',
	'euc-kr',
] as const
export type TextEncoding = (typeof TEXT_ENCODINGS)[number]

/**
 * `POST /api/boards/:id/import` (onto the board) and `POST /api/sessions/:id/import` (new boards): the body is the file.
 * With `dryRun=1` nothing changes and the response is a preview. A body without a name is a pasted list or table.
 */
export const importQuery = z.object({
	name: z.string().max(400).default(''),
	dryRun: z.enum(['0', '1']).default('0'),
	/** The chosen columns of a table, from 1; 0 means none. Missing ones are detected. */
	text: columnNumber(),
	kind: columnNumber(),
	city: columnNumber(),
	cluster: columnNumber(),
	/** Whether the first row of a table contains headings. */
	head: z.enum(['0', '1']).optional(),
	/** The chosen encoding of a list or a table; a missing one is detected. */
	encoding: z.enum(TEXT_ENCODINGS).optional(),
})

/** The columns a person can choose. */
export const TABLE_COLUMNS = ['text', 'kind', 'city', 'cluster'] as const
export type TableColumn = (typeof TABLE_COLUMNS)[number]
/** The choices for a list or table. */
export type TableOptions = Partial<Pick<z.infer<typeof importQuery>, TableColumn | 'head' | 'encoding'>>

/** Why part of a file was skipped, or imported with changes. */
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
	'above_head',
	'hidden_sheet',
	'formula_without_result',
	'label_lost',
	'archived',
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/** A skipped or changed part: its line (of a sheet, of a file in an archive), or its entry by id or name. */
export interface SkippedEntry {
	line?: number
	sheet?: string
	file?: string
	entry?: string
	reason: SkipReason
}
/** Most entries listed; the rest is only counted. */
export const MAX_SKIPPED = 100

/** What was imported to one board. */
export interface ImportedBoard {
	id: BoardId
	title: string
	cards: number
	links: number
	clusters: number
	images: number
	/** The first cards, as a preview. */
	first: { kind: CardKind; text: string }[]
	/** The ids of all imported records. Empty in a dry run. */
	records: string[]
}
/** How a foreign table was read. */
export interface ImportedTable {
	/** Whether its first row contains headings. */
	hasHead: boolean
	/** Its columns in order: the name and the first value of each. */
	columns: { name: string; sample: string }[]
	/** Their numbers, from 1; missing if there is no such column. */
	at: Partial<Record<TableColumn, number>>
}

/** The result or the preview of an import. */
export interface ImportResult {
	boards: ImportedBoard[]
	skipped: SkippedEntry[]
	/** The number of skipped entries not listed. */
	more: number
	/** In a dry run of a table whose columns can be chosen. */
	table?: ImportedTable
	/** In a dry run of a list or table that is not plain ASCII: the encoding in which it was read. */
	encoding?: TextEncoding
}

/** Turns a name from a file into a board title: one line, within the limit. */
export function titleFrom(name: string): string {
	return name
		.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim()
		.slice(0, LIMITS.maxTitleLength)
}

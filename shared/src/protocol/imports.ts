import { z } from 'zod'
import { CARD_KINDS, type CardKind, OBSTACLE_CATEGORIES, type ObstacleCategory } from '../domain/BoardContent.ts'
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
	'koi8-r',
	'windows-1253',
	'windows-1254',
	'windows-1255',
	'windows-1256',
	'windows-874',
	'gb18030',
	'big5',
	'shift_jis',
	'euc-kr',
] as const
export type TextEncoding = (typeof TEXT_ENCODINGS)[number]

/**
 * Where a file says what a card is, beside its text: in a column of kinds, by a tag or label, or by a colour. In the order
 * in which they count.
 */
export const MARK_TYPES = ['kind', 'label', 'colour'] as const
export type MarkType = (typeof MARK_TYPES)[number]
/** What such a mark makes of its cards: a kind, a category of obstacles, or nothing. */
export const MARK_MEANINGS = [...CARD_KINDS, ...OBSTACLE_CATEGORIES, 'none'] as const
export type MarkMeaning = CardKind | ObstacleCategory | 'none'
/** The chosen meaning of marks, by their id. */
export type MarkChoices = Readonly<Record<string, MarkMeaning>>
/** Most marks listed, and most that can be chosen. */
export const MAX_MARKS = 40

const MARK_CHOICE = /^([\w-]{8}):(\w+)$/

/** Reads `id:meaning,id:meaning`; null if it is not that. */
function readMarkChoices(text: string): MarkChoices | null {
	const found: [string, MarkMeaning][] = []
	for (const part of text.split(',')) {
		const [, id, word] = MARK_CHOICE.exec(part) ?? []
		const meaning = MARK_MEANINGS.find((one) => one === word)
		if (id === undefined || !meaning) return null
		found.push([id, meaning])
	}
	return found.length > MAX_MARKS ? null : Object.fromEntries(found)
}

const markChoices = z
	.string()
	.max(1200)
	.transform((text, context) => {
		const choices = readMarkChoices(text)
		if (choices) return choices
		context.addIssue({ code: 'custom', message: 'expected id:meaning,id:meaning' })
		return z.NEVER
	})

/** Whether cards keep the positions that they have in the file, or are laid out anew. */
export const POSITION_CHOICES = ['keep', 'new'] as const
export type PositionChoice = (typeof POSITION_CHOICES)[number]

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
	/** The chosen meaning of marks: `id:meaning`, separated by commas. Others have the usual one. */
	marks: markChoices.optional(),
	/** Missing: kept where the file has one for nearly every card. */
	positions: z.enum(POSITION_CHOICES).optional(),
})

/** The columns a person can choose. */
export const TABLE_COLUMNS = ['text', 'kind', 'city', 'cluster'] as const
export type TableColumn = (typeof TABLE_COLUMNS)[number]
/** How a file is read: what the person chose. */
export type ImportOptions = Partial<
	Pick<z.infer<typeof importQuery>, TableColumn | 'head' | 'encoding' | 'marks' | 'positions'>
>

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
	'lines_left_out',
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

/** A colour, label or word of a file, and what it makes of its cards. */
export interface ImportedMark {
	/** Of the type and the name: the same in every reading of the file. */
	id: string
	type: MarkType
	name: string
	/** How many cards have it. */
	cards: number
	meaning: MarkMeaning
}

/** The beginning of a text in one of the encodings in which it can be read. */
export interface EncodingSample {
	encoding: TextEncoding
	sample: string
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
	/** In the same: how the text begins in each encoding that gives no damaged characters. */
	encodings?: EncodingSample[]
	/** In a dry run of a file of another program: its marks, the most frequent first. */
	marks?: ImportedMark[]
	/** In a dry run of a file with positions: whether they are kept. */
	positions?: PositionChoice
}

/** Turns a name from a file into a board title: one line, within the limit. */
export function titleFrom(name: string): string {
	return name
		.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim()
		.slice(0, LIMITS.maxTitleLength)
}

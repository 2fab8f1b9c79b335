import { z } from 'zod'
import {
	CARD_KINDS,
	type CardKind,
	LINK_MEANINGS,
	type LinkMeaning,
	OBSTACLE_CATEGORIES,
	type ObstacleCategory,
} from '../domain/BoardContent.ts'
import type { BoardId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'

/** The maximum number of columns of a table that are reported. */
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
 * The ways in which a file marks the type of a card beside its text: by a column of kinds, by the
 * heading of its column (or the name of its sheet), by a tag or label, or by a colour. In order of
 * precedence. `link` is the label of a link.
 */
export const MARK_TYPES = ['kind', 'column', 'label', 'colour', 'link'] as const
export type MarkType = (typeof MARK_TYPES)[number]
/**
 * The possible meanings of a mark: for its cards a kind, a category of obstacles, or nothing; for
 * its links the meaning of a link, or nothing.
 */
export const MARK_MEANINGS = [...CARD_KINDS, ...OBSTACLE_CATEGORIES, ...LINK_MEANINGS, 'none'] as const
export type MarkMeaning = CardKind | ObstacleCategory | LinkMeaning | 'none'
/** The chosen meaning of marks, by their id. */
export type MarkChoices = Readonly<Record<string, MarkMeaning>>
/** The maximum number of marks that are listed, and that can be chosen. */
export const MAX_MARKS = 40

const MARK_CHOICE = /^([\w-]{8}):(\w+)$/

/** Parses `id:meaning,id:meaning`; null if the text has another form. */
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

/** The choices for positions: cards keep their positions in the file, or are laid out in rows. */
export const POSITION_CHOICES = ['keep', 'new'] as const
export type PositionChoice = (typeof POSITION_CHOICES)[number]

/** The choices for a table: a card in each row, or in each cell below a heading. */
export const TABLE_LAYOUTS = ['rows', 'columns'] as const
export type TableLayout = (typeof TABLE_LAYOUTS)[number]

/** The choices for several sheets: a cluster of one board, or a board, for each. */
export const SHEET_CHOICES = ['clusters', 'boards'] as const
export type SheetChoice = (typeof SHEET_CHOICES)[number]

/**
 * `POST /api/boards/:id/import` (onto the board) and `POST /api/sessions/:id/import` (new boards):
 * the body is the file. With `dryRun=1` nothing changes and the response is a preview. A body
 * without a name is a pasted list or table.
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
	/** If missing, the layout of a table is detected. */
	layout: z.enum(TABLE_LAYOUTS).optional(),
	/** If missing, several sheets become clusters. */
	sheets: z.enum(SHEET_CHOICES).optional(),
	/** The chosen encoding of a list or a table; if missing, it is detected. */
	encoding: z.enum(TEXT_ENCODINGS).optional(),
	/**
	 * The chosen meanings of marks: `id:meaning`, separated by commas. Other marks have their usual
	 * meaning.
	 */
	marks: markChoices.optional(),
	/** If missing, positions are kept if the file has one for nearly every card. */
	positions: z.enum(POSITION_CHOICES).optional(),
})

/** The columns of a table that a person can choose. */
export const TABLE_COLUMNS = ['text', 'kind', 'city', 'cluster'] as const
export type TableColumn = (typeof TABLE_COLUMNS)[number]
/** A person's choices for reading a file. */
export type ImportOptions = Partial<
	Pick<z.infer<typeof importQuery>, TableColumn | 'head' | 'layout' | 'sheets' | 'encoding' | 'marks' | 'positions'>
>

/** The reasons why part of a file was skipped, or imported with changes. */
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
	'no_document',
	'other_file',
	'same_name',
	'outline_only',
	'too_much',
	'above_head',
	'hidden_sheet',
	'hidden_row',
	'single_cell',
	'added_sheet',
	'comment_left_out',
	'address_left_out',
	'image_left_out',
	'property_left_out',
	'detail_left_out',
	'content_left_out',
	'formula_without_result',
	'label_lost',
	'archived',
	'lines_left_out',
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/**
 * A skipped or changed part: its line (of a sheet, or of a file in an archive), or its entry by id
 * or name.
 */
export interface SkippedEntry {
	line?: number
	sheet?: string
	file?: string
	entry?: string
	reason: SkipReason
}
/** The maximum number of listed entries; further ones are only counted. */
export const MAX_SKIPPED = 100

/** The content that was imported to one board. */
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
/** The way in which a table of another program was read. */
export interface ImportedTable {
	/** Whether the first row contains headings. */
	hasHead: boolean
	layout: TableLayout
	/** The columns in order: the name and the first value of each. */
	columns: { name: string; sample: string }[]
	/**
	 * The numbers of the chosen columns, from 1; missing if there is no such column. In the layout
	 * `columns`, the texts are in all others.
	 */
	at: Partial<Record<TableColumn, number>>
}

/** A colour, label or word of a file, and its meaning for its cards or links. */
export interface ImportedMark {
	/** Derived from the type and the name, so it is the same each time the file is read. */
	id: string
	type: MarkType
	name: string
	/** The number of cards, or of links for a mark of the type `link`, that have it. */
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
	/** The number of skipped entries that are not listed. */
	more: number
	/** The table, in a dry run of a table whose columns can be chosen. */
	table?: ImportedTable
	/** What each sheet becomes, in a dry run of a workbook of another program with several sheets. */
	sheets?: SheetChoice
	/**
	 * The encoding in which the text was read, in a dry run of a list or table that is not plain
	 * ASCII.
	 */
	encoding?: TextEncoding
	/**
	 * In the same case: the beginning of the text in each encoding that gives no damaged characters.
	 */
	encodings?: EncodingSample[]
	/** The marks, the most frequent first, in a dry run of a file of another program. */
	marks?: ImportedMark[]
	/** Whether positions are kept, in a dry run of a file with positions. */
	positions?: PositionChoice
}

/** Converts a name from a file to a board title: one line, within the limit. */
export function titleFrom(name: string): string {
	return name
		.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim()
		.slice(0, LIMITS.maxTitleLength)
}

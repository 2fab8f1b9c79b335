/** A part of a paragraph in one style. */
export interface Run {
	text: string
	isBold: boolean
	isItalic: boolean
}

/** A cell of a table. */
export interface Cell {
	text: string
	/** The columns that it is wide. */
	columns: number
	/** Whether it is one with the cell above it. */
	isContinued: boolean
}

/** What a page shows, one below the other. */
export type Block =
	| {
			type: 'paragraph'
			runs: Run[]
			/** 0 for text, 1 for a title, 2 and more for headings. */
			heading: number
			/** The indentation of a list item; -1 for other paragraphs, and for headings. */
			level: number
			/** The bullet or number of a list item or heading. */
			mark: string
	  }
	| { type: 'row'; cells: Cell[] }
	/** A footnote or endnote; it is below everything else on its page. */
	| { type: 'note'; mark: string; text: string }
	| { type: 'picture'; bytes: Uint8Array; width: number; height: number }

/** A picture of a block. */
export type Picture = Extract<Block, { type: 'picture' }>

/** The pages of a Word file, or the slides of a presentation. */
export interface OfficePages {
	pages: readonly (readonly Block[])[]
	/** The size of a page, in units. Pages of text grow, slides become smaller. */
	size: { width: number; height: number }
	isSlides: boolean
}

/** Returns the text of a block, with line breaks. */
export function textOfBlock(block: Block): string {
	if (block.type === 'paragraph')
		return [block.mark, block.runs.map(({ text }) => text).join('')].filter(Boolean).join(' ')
	if (block.type === 'note') return [block.mark, block.text].filter(Boolean).join(' ')
	return block.type === 'row' ? block.cells.map(({ text }) => text).join('\t') : ''
}

/** The most columns of a row; further text is in its last cell. */
const MAX_COLUMNS = 24

const freeColumns = (cells: readonly Cell[]) => MAX_COLUMNS - cells.reduce((sum, cell) => sum + cell.columns, 0)

/** Begins a cell of a row, unless the row is full. */
export function addCell(cells: Cell[]): void {
	if (freeColumns(cells) > 0) cells.push({ text: '', columns: 1, isContinued: false })
}

/** Says whether the last cell of a row is one with the cell above it. */
export function continueCell(cells: readonly Cell[], isContinued: boolean): void {
	const cell = cells.at(-1)
	if (cell) cell.isContinued = isContinued
}

/** Makes the last cell of a row this many columns wide, as far as the row has them. */
export function widenCell(cells: readonly Cell[], columns: number): void {
	const cell = cells.at(-1)
	if (cell) cell.columns += Math.min(freeColumns(cells), Math.max(0, columns - cell.columns || 0))
}

/** Adds a paragraph to the last cell of a row. */
export function appendToCell(cells: Cell[], text: string): void {
	if (cells.length === 0) addCell(cells)
	const cell = cells.at(-1)
	if (cell) cell.text = [cell.text, text].filter(Boolean).join('\n')
}

/** A part of a paragraph in one style. */
export interface Run {
	text: string
	isBold: boolean
	isItalic: boolean
}

/** What a page shows, one below the other. */
export type Block =
	| {
			type: 'paragraph'
			runs: Run[]
			/** 0 for text, 1 for a title, 2 and more for headings. */
			heading: number
			/** The indentation of a list item; -1 for other paragraphs. */
			level: number
			/** The bullet or number of a list item. */
			mark: string
	  }
	| { type: 'row'; cells: string[] }
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
	return block.type === 'row' ? block.cells.join('\t') : ''
}

/** The most cells of a row; further text is in the last one. */
const MAX_CELLS = 24

/** Adds a paragraph to the last cell of a row. */
export function appendToCell(cells: string[], text: string): void {
	while (cells.length > MAX_CELLS) {
		const last = cells.pop() ?? ''
		cells[MAX_CELLS - 1] = [cells[MAX_CELLS - 1], last].filter(Boolean).join('\n')
	}
	const last = Math.max(0, cells.length - 1)
	cells[last] = [cells[last], text].filter(Boolean).join('\n')
}

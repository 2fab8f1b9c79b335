import { type Block, textOfBlock } from './OfficePages.ts'

/** About what fits on an A4 page, in characters. */
const PAGE_LENGTH = 2600
/** A page that Word has ended itself may have this much: its letters may be small. */
const MARKED_PAGE_LENGTH = 6000
/** What a paragraph and a picture take, in characters. */
const PARAGRAPH_LENGTH = 60
const PICTURE_LENGTH = 1000

/**
 * Splits blocks into pages at the marks (null), and a page that is too long at the end of a
 * paragraph. `isPaged` says whether Word has marked the end of every page. Pages without content
 * are left out, and there is at least one page.
 */
export function splitPages(blocks: readonly (Block | null)[], isPaged: boolean): Block[][] {
	const most = isPaged ? MARKED_PAGE_LENGTH : PAGE_LENGTH
	const pages: Block[][] = []
	let page: Block[] = []
	let notes: Block[] = []
	let length = 0
	const end = () => {
		if (page.length + notes.length > 0) pages.push([...page, ...notes])
		page = []
		notes = []
		length = 0
	}
	for (const [at, block] of blocks.entries()) {
		if (!block) {
			end()
			continue
		}
		const next = blocks[at + 1]
		// A note is on the page of the text that refers to it, if it fits.
		const note = block.type !== 'note' && next?.type === 'note' ? lengthOf(next) : 0
		for (const piece of piecesOf(block, most)) {
			const needed = lengthOf(piece)
			const isFull = length + needed + note > most && (needed + note <= most || length + needed > most)
			if (isFull) end()
			if (block.type === 'note') notes.push(piece)
			else page.push(piece)
			length += needed
		}
	}
	end()
	return pages.length > 0 ? pages : [[]]
}

const lengthOf = (block: Block) =>
	block.type === 'picture' ? PICTURE_LENGTH : PARAGRAPH_LENGTH + textOfBlock(block).length

/** Splits a paragraph, a note, or the row of a table, that is longer than a page. */
function piecesOf(block: Block, most: number): Block[] {
	const text = block.type === 'note' ? block.text : textOfBlock(block)
	if (block.type === 'picture' || text.length <= most) return [block]
	const pieces: Block[] = []
	for (let at = 0; at < text.length; at += most) {
		if (block.type === 'note') {
			const mark = at === 0 ? block.mark : ''
			pieces.push({ type: 'note', mark, text: text.slice(at, at + most) })
			continue
		}
		const run = { text: text.slice(at, at + most), isBold: false, isItalic: false }
		pieces.push({ type: 'paragraph', runs: [run], heading: 0, level: -1, mark: '' })
	}
	return pieces
}

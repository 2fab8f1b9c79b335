import { ImageRun, Paragraph, type Table } from 'docx'
import type { ReportBlock } from '../Report.ts'
import { isWide } from '../Report.ts'
import { REPORT_COLOURS } from '../reportColours.ts'
import { bare, cardTable, figureTable, meterBar, TEXT_WIDTH, table } from './docxTable.ts'
import { paragraph } from './docxText.ts'

/** In pixels at 96 dpi: the width between the margins, and what is left of a page's height below a heading; upright, and on its side. */
const UPRIGHT = { width: Math.floor(TEXT_WIDTH / 15), height: 800 }
const ACROSS = { width: 970, height: 490 }
const IMAGE = { width: 380, height: 380 }
const GAP = { after: 160 }
const QUIET = { color: bare(REPORT_COLOURS.quiet), size: 19 }

/** A block of a report as Word has it. */
export function docxBlock(block: ReportBlock): (Paragraph | Table)[] {
	switch (block.type) {
		case 'text':
			return [paragraph(block.text, { ...QUIET, spacing: GAP, keepNext: true })]
		case 'figures':
			return [figureTable(block.figures), space()]
		case 'meter': {
			const label = paragraph(block.label, { ...QUIET, spacing: { before: 60, ...GAP } })
			return [meterBar(block.part, block.whole), label]
		}
		case 'cards':
			return [cardTable(block), space()]
		case 'table':
			return [table(block.columns, block.rows), space()]
		case 'picture':
			return picture(block)
	}
}

/** Two tables that touch are one to Word. */
function space(): Paragraph {
	return paragraph('', { spacing: { before: 0, after: 80 } })
}

function picture({ picture, caption, isWhole }: Extract<ReportBlock, { type: 'picture' }>): Paragraph[] {
	const { type, bytes, width, height } = picture
	const room = isWhole ? (isWide(picture) ? ACROSS : UPRIGHT) : IMAGE
	const scale = Math.min(room.width / width, room.height / height, isWhole ? Number.POSITIVE_INFINITY : 1)
	const name = caption.slice(0, 200)
	const run = new ImageRun({
		type: type === 'image/png' ? 'png' : 'jpg',
		data: bytes,
		transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
		altText: { name, title: name, description: name },
	})
	const told = isWhole || !caption ? [] : [paragraph(caption, { ...QUIET, spacing: GAP })]
	return [new Paragraph({ children: [run], spacing: { before: 80, after: 80 }, keepNext: told.length > 0 }), ...told]
}

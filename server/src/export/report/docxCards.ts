import { KIND_COLOURS } from '@charrette/shared'
import { BorderStyle, ExternalHyperlink, Paragraph, type Table, TableRow, TextRun } from 'docx'
import {
	cellOf,
	docxColour,
	formattedParagraphs,
	framed,
	imageRun,
	paragraph,
	QUIET,
	shaded,
	TEXT_WIDTH,
	widthsOf,
} from './docxTable.ts'
import { isLongCard, REPORT_COLOURS, type ReportAction, type ReportBlock, type ReportCard } from './Report.ts'

/** White lines between cards. */
const GAP = { style: BorderStyle.SINGLE, size: 24, color: 'ffffff' }
const GAPPED = { top: GAP, bottom: GAP, left: GAP, right: GAP, insideHorizontal: GAP, insideVertical: GAP }
const DETAIL = { size: 18, spacing: { before: 60 } }
/** The area for the image of a card, in pixels at 96 dpi. */
const CARD_IMAGE_AREA = { width: 300, height: 240 }

/** Builds the cards in two columns, each in its colour. A long card has a row of its own. */
export function cardTable({ cards }: Extract<ReportBlock, { type: 'cards' }>): Table {
	const widths = widthsOf([{ share: 1 }, { share: 1 }])
	const rows: ReportCard[][] = []
	for (const card of cards) {
		const last = rows.at(-1)
		if (last?.length === 1 && !last.some(isLongCard) && !isLongCard(card)) last.push(card)
		else rows.push([card])
	}
	return framed(
		widths,
		rows.map((row) => {
			const isLong = row.some(isLongCard)
			const cells = row.map((card) =>
				cellOf(
					{
						children: cardParagraphs(card),
						...shaded(KIND_COLOURS[card.kind].fill),
						...(isLong ? { columnSpan: 2 } : {}),
					},
					isLong ? TEXT_WIDTH : widths[0],
				),
			)
			const isSingle = cells.length === 1 && !isLong
			return new TableRow({
				cantSplit: !isLong,
				children: isSingle ? [...cells, cellOf({ children: [paragraph('')] }, widths[1])] : cells,
			})
		}),
		GAPPED,
	)
}

function cardParagraphs(card: ReportCard): Paragraph[] {
	const { kind, label, text, from, dots, reactions, details, image, links, action } = card
	const line = [label, dots].filter(Boolean).join(' · ')
	const head = line ? [paragraph(line, { bold: true, color: docxColour(KIND_COLOURS[kind].ink), size: 17 })] : []
	return [
		...head,
		...formattedParagraphs(text),
		...details.flatMap((detail) => formattedParagraphs(detail, DETAIL)),
		...(image ? [new Paragraph({ children: [imageRun(image.image, image.alt, CARD_IMAGE_AREA)] })] : []),
		...[from, reactions, ...links].filter(Boolean).map((line) => paragraph(line, QUIET)),
		...(action ? [linkTo(action)] : []),
	]
}

function linkTo({ label, href }: ReportAction): Paragraph {
	const run = new TextRun({ text: label, size: QUIET.size, color: docxColour(REPORT_COLOURS.accent), underline: {} })
	return new Paragraph({ children: [new ExternalHyperlink({ children: [run], link: href })] })
}

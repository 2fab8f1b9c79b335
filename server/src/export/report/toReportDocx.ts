import { type Locale, stripUnprintable } from '@charrette/shared'
import {
	AlignmentType,
	Document,
	Footer,
	Header,
	HeadingLevel,
	type IBaseParagraphStyleOptions,
	type ILevelsOptions,
	LevelFormat,
	Packer,
	PageNumber,
	Paragraph,
	type Table,
	TextRun,
} from 'docx'
import { cardTable } from './docxCards.ts'
import {
	docxColour,
	figureTable,
	imageRun,
	LIST,
	lineTable,
	meterBar,
	paragraph,
	TEXT_WIDTH,
	table,
} from './docxTable.ts'
import { isChapter, REPORT_COLOURS, type Report, type ReportBlock, type ReportSection } from './Report.ts'

/**
 * Fonts for Latin, for Chinese, and for Arabic and Hebrew, which every system has or substitutes.
 */
const FONT = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: 'Microsoft YaHei', cs: 'Arial' }
const LANGUAGES: Record<Locale, string> = { en: 'en-GB', 'zh-CN': 'en-GB', es: 'es-ES', fr: 'fr-FR' }
const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const
const MARGIN = { top: 1300, bottom: 1134, left: 1134, right: 1134 }
const PAGE = { size: { width: 11906, height: 16838 }, margin: MARGIN }
/** The indent of a level in the table of contents, in twentieths of a point. */
const INDENT = 300
/** The bullets of list items in the texts of cards. */
const BULLETS: ILevelsOptions = {
	level: 0,
	format: LevelFormat.BULLET,
	text: '•',
	alignment: AlignmentType.START,
	style: { paragraph: { indent: { start: 240, hanging: 240 } } },
}
const QUIET = docxColour(REPORT_COLOURS.quiet)
const ACCENT = docxColour(REPORT_COLOURS.accent)

/**
 * Writes a report as a Word document, with real headings, repeated table headers and embedded
 * images.
 */
export async function toReportDocx(report: Report): Promise<Uint8Array> {
	const { title, subtitle, locale } = report
	const whole = stripUnprintable(subtitle ? `${title} · ${subtitle}` : title)
	const head = new Header({ children: [paragraph(whole, { color: QUIET, size: 16 })] })
	const number = new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], color: QUIET, size: 16 })
	const foot = new Footer({ children: [new Paragraph({ alignment: 'right', children: [number] })] })
	const document = new Document({
		title: whole,
		creator: 'Charrette',
		lastModifiedBy: 'Charrette',
		description: report.kind,
		styles: stylesIn(locale),
		numbering: { config: [{ reference: LIST, levels: [BULLETS] }] },
		sections: [
			{
				properties: { page: PAGE, titlePage: true },
				headers: { default: head, first: new Header({ children: [paragraph('')] }) },
				footers: { default: foot, first: foot },
				children: childrenOf(report),
			},
		],
	})
	return new Uint8Array(await Packer.toArrayBuffer(document))
}

function cover({ kind, title, subtitle, facts, cities }: Report): Paragraph[] {
	return [
		paragraph(kind, { bold: true, color: ACCENT }),
		paragraph(title, { heading: HeadingLevel.TITLE }),
		...(subtitle ? [paragraph(subtitle, { size: 28, color: QUIET })] : []),
		paragraph(facts.join(' · '), { spacing: { before: 120 } }),
		...(cities ? [paragraph(cities, QUIET_TEXT)] : []),
	]
}

/**
 * Builds the table of contents as plain links, since Word asks the reader to update a generated
 * one.
 */
function contentsOf({ contents, sections }: Report): Paragraph[] {
	const entries = sections.flatMap((part, index) => (isChapter(part) ? [{ ...part, index }] : []))
	if (entries.length < 2) return []
	return [
		paragraph(contents, { heading: HeadingLevel.HEADING_2, pageBreakBefore: true, keepNext: true }),
		...entries.map(({ title, level, index }) =>
			paragraph(title, { color: ACCENT, indent: { start: INDENT * (level - 1) }, linksTo: anchorOf(index) }),
		),
	]
}

function anchorOf(index: number): string {
	return `part_${index}`
}

function childrenOf(report: Report): (Paragraph | Table)[] {
	return [
		...cover(report),
		...report.front.flatMap(frontSection),
		...contentsOf(report),
		...report.sections.flatMap((part, index) => section(part, index, part.startsPage)),
	]
}

function frontSection({ level, title, blocks }: ReportSection): (Paragraph | Table)[] {
	const heading = LEVELS[level - 1] ?? HeadingLevel.HEADING_4
	return [paragraph(title, { heading, keepNext: true }), ...blocks.flatMap(docxBlock)]
}

function section(
	{ level, title, blocks }: ReportSection,
	index: number,
	pageBreakBefore: boolean,
): (Paragraph | Table)[] {
	const heading = LEVELS[level - 1] ?? HeadingLevel.HEADING_4
	const style = { heading, pageBreakBefore, keepNext: true, anchor: anchorOf(index) }
	return [paragraph(title, style), ...blocks.flatMap(docxBlock)]
}

function stylesIn(locale: Locale) {
	const heading = (size: number, before: number, color: string): IBaseParagraphStyleOptions => ({
		run: { font: FONT, size, sizeComplexScript: size, bold: true, boldComplexScript: true, color },
		paragraph: { spacing: { before, after: 120 }, keepNext: true },
	})
	const language = { value: LANGUAGES[locale], eastAsia: 'zh-CN', bidirectional: 'ar-SA' }
	return {
		default: {
			document: {
				run: { font: FONT, size: 20, sizeComplexScript: 20, color: docxColour(REPORT_COLOURS.ink), language },
				paragraph: { spacing: { after: 40, line: 264 } },
			},
			title: heading(52, 60, docxColour(REPORT_COLOURS.ink)),
			heading1: heading(40, 300, ACCENT),
			heading2: heading(28, 280, docxColour(REPORT_COLOURS.ink)),
			heading3: heading(24, 220, docxColour(REPORT_COLOURS.ink)),
			heading4: heading(21, 180, QUIET),
		},
	}
}

/** The areas for images below a heading, in pixels at 96 dpi: whole boards, pictures, others. */
const BOARD_AREA = { width: Math.floor(TEXT_WIDTH / 15), height: 490 }
const PICTURE_AREA = { width: BOARD_AREA.width, height: 800 }
const IMAGE_AREA = { width: 380, height: 270 }
const GAP = { after: 160 }
const QUIET_TEXT = { color: docxColour(REPORT_COLOURS.quiet), size: 19 }

/** Builds the paragraphs and tables of a block. */
function docxBlock(block: ReportBlock): (Paragraph | Table)[] {
	switch (block.type) {
		case 'text':
			return [paragraph(block.text, { ...QUIET_TEXT, spacing: GAP, keepNext: true })]
		case 'figures':
			return [figureTable(block.figures), space()]
		case 'meter': {
			const label = paragraph(block.label, { ...QUIET_TEXT, spacing: { before: 60, ...GAP } })
			return [meterBar(block.part, block.whole), label]
		}
		case 'cards':
			return [cardTable(block), space()]
		case 'table':
			return [table(block.columns, block.rows), space()]
		case 'lines':
			return [lineTable(block.lines), paragraph(block.more, { ...QUIET_TEXT, spacing: GAP })]
		case 'image':
			return image(block)
		case 'picture':
			return block.image ? [new Paragraph({ children: [imageRun(block.image, block.alt, PICTURE_AREA)] })] : []
	}
}

/** Builds an empty paragraph. Without a paragraph between them, Word joins two tables. */
function space(): Paragraph {
	return paragraph('', { spacing: { before: 0, after: 80 } })
}

function image({ image, caption, isWhole }: Extract<ReportBlock, { type: 'image' }>): Paragraph[] {
	const run = imageRun(image, caption, { ...(isWhole ? BOARD_AREA : IMAGE_AREA), canGrow: isWhole })
	const captions = isWhole || !caption ? [] : [paragraph(caption, { ...QUIET_TEXT, spacing: GAP })]
	return [
		new Paragraph({ children: [run], spacing: { before: 80, after: 80 }, keepNext: captions.length > 0 }),
		...captions,
	]
}

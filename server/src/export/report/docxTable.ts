import {
	encodeAddress,
	type FormattedLine,
	isRightToLeft,
	KIND_COLOURS,
	parseLinks,
	scriptLanguage,
	stripUnprintable,
	type TextSpan,
	textOfLines,
} from '@charrette/shared'
import {
	AlignmentType,
	Bookmark,
	BorderStyle,
	ExternalHyperlink,
	ImageRun,
	InternalHyperlink,
	type IParagraphOptions,
	type IRunOptions,
	type ITableBordersOptions,
	type ITableCellOptions,
	Paragraph,
	ShadingType,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	WidthType,
} from 'docx'
import {
	isLongRow,
	REPORT_COLOURS,
	type ReportCell,
	type ReportColumn,
	type ReportImage,
	type ReportLine,
} from './Report.ts'

/** The text width of an A4 page, in twentieths of a point. */
export const TEXT_WIDTH = 9638
const PADDING = { top: 70, bottom: 70, left: 100, right: 100 }
const NARROW = { top: 15, bottom: 15, left: 60, right: 60 }
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const RULE = { style: BorderStyle.SINGLE, size: 4, color: docxColour(REPORT_COLOURS.line) }
const RULED = { top: RULE, bottom: RULE, insideHorizontal: RULE, left: NONE, right: NONE, insideVertical: NONE }
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE }
export const QUIET = { color: docxColour(REPORT_COLOURS.quiet), size: 17 }
const TIGHT = { spacing: { after: 0, line: 240 } }
const MAX_ALT_LENGTH = 200

/** Returns a colour in the notation of Word: `rrggbb`. */
export function docxColour(colour: string): string {
	return colour.slice(1)
}

/** Builds a table with a header that is repeated on each page. */
export function table(columns: readonly ReportColumn[], rows: readonly ReportCell[][]): Table {
	const widths = widthsOf(columns)
	const isNumber = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'))
	const header = headerRow(
		columns.map(({ title }, index) => ({ title, width: widths[index], isNumber: isNumber[index] })),
	)
	const body = rows.map((row) => {
		const cells = row.map((cell, index) => cellOf({ children: cellParagraphs(cell) }, widths[index]))
		return new TableRow({ cantSplit: !isLongRow(row), children: cells })
	})
	return framed(widths, [header, ...body])
}

/** Builds a short list: a figure, the text of a card, and its origin below. */
export function lineTable(lines: readonly ReportLine[]): Table {
	const hasMarks = lines.some(({ mark }) => mark !== '')
	const widths = widthsOf(hasMarks ? [{ share: 1.6 }, { share: 10 }] : [{ share: 1 }])
	const rows = lines.map(({ kind, mark, text, note }) => {
		const colour = kind ? { color: docxColour(KIND_COLOURS[kind].ink) } : {}
		const origin = note ? [paragraph(note, { ...QUIET, ...TIGHT })] : []
		const cells = [
			...(hasMarks ? [{ children: [paragraph(mark, { bold: true, size: 18, ...colour })] }] : []),
			{ children: [paragraph(text, { size: 18, ...TIGHT }), ...origin] },
		]
		return new TableRow({ cantSplit: true, children: cells.map((cell, index) => cellOf(cell, widths[index], NARROW)) })
	})
	return framed(widths, rows)
}

interface HeadCell {
	title: string
	width: number | undefined
	isNumber?: boolean | undefined
}

/**
 * Builds the header row, which repeats on each page and never stands alone at the end of a page.
 */
function headerRow(heads: readonly HeadCell[]): TableRow {
	return new TableRow({
		tableHeader: true,
		cantSplit: true,
		children: heads.map(({ title, width, isNumber }) => {
			const head = paragraph(title, { ...QUIET, bold: true, keepNext: true, ...aligned(isNumber) })
			return cellOf({ children: [head] }, width)
		}),
	})
}

/** Builds a table of numbers side by side, each with its label below. */
export function figureTable(figures: readonly { value: number; label: string }[]): Table {
	const widths = widthsOf(figures.map(() => ({ share: 1 })))
	const cells = figures.map(({ value, label }, index) => {
		const children = [paragraph(String(value), { bold: true, size: 40, keepNext: true }), paragraph(label, QUIET)]
		return cellOf({ children, ...shaded(REPORT_COLOURS.tint) }, widths[index])
	})
	return framed(widths, [new TableRow({ cantSplit: true, children: cells })], NO_BORDERS)
}

/** Builds a bar of two colours, with `part` of `whole` in the first. */
export function meterBar(part: number, whole: number): Table {
	const filled = Math.round((TEXT_WIDTH * part) / whole)
	const pieces = [
		{ size: filled, colour: KIND_COLOURS.solution.ink },
		{ size: TEXT_WIDTH - filled, colour: KIND_COLOURS.obstacle.fill },
	].filter(({ size }) => size > 0)
	const cells = pieces.map(({ size, colour }) => {
		const children = [paragraph('', { size: 8, spacing: { before: 0, after: 0, line: 140, lineRule: 'exact' } })]
		return new TableCell({ children, width: { size, type: WidthType.DXA }, ...shaded(colour) })
	})
	const widths = pieces.map(({ size }) => size)
	return framed(widths, [new TableRow({ children: cells })], NO_BORDERS)
}

export function cellOf(
	cell: Pick<ITableCellOptions, 'children' | 'shading' | 'columnSpan'>,
	width = 0,
	margins = PADDING,
): TableCell {
	return new TableCell({ ...cell, width: { size: width, type: WidthType.DXA }, margins })
}

export function framed(widths: number[], rows: TableRow[], borders: ITableBordersOptions = RULED): Table {
	return new Table({
		rows,
		columnWidths: widths,
		width: { size: TEXT_WIDTH, type: WidthType.DXA },
		layout: TableLayoutType.FIXED,
		borders,
	})
}

export function widthsOf(columns: readonly { share: number }[]): number[] {
	const all = columns.reduce((sum, { share }) => sum + share, 0)
	return columns.map(({ share }) => Math.floor((TEXT_WIDTH * share) / all))
}

function cellParagraphs(cell: ReportCell): Paragraph[] {
	return typeof cell === 'number' ? [paragraph(String(cell), aligned(true))] : formattedParagraphs(parseLinks(cell))
}

/**
 * Builds an image, scaled to fit into an area in pixels at 96 dpi; never enlarged, unless
 * `canGrow`.
 */
export function imageRun(
	{ type, bytes, width, height }: ReportImage,
	alt: string,
	{ canGrow = false, ...area }: { width: number; height: number; canGrow?: boolean },
): ImageRun {
	const scale = Math.min(area.width / width, area.height / height, canGrow ? Number.POSITIVE_INFINITY : 1)
	const name = stripUnprintable(alt).slice(0, MAX_ALT_LENGTH)
	return new ImageRun({
		type: type === 'image/png' ? 'png' : 'jpg',
		data: bytes,
		transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
		altText: { name, title: name, description: name },
	})
}

export function shaded(fill: string) {
	return { shading: { type: ShadingType.CLEAR, color: 'auto', fill: docxColour(fill) } }
}

function aligned(isNumber = false) {
	return isNumber ? { alignment: AlignmentType.RIGHT } : {}
}

type RunStyle = Pick<IRunOptions, 'bold' | 'color' | 'size'>

/** The format of a paragraph. */
export interface ParagraphStyle extends RunStyle {
	style?: string
	heading?: Exclude<IParagraphOptions['heading'], undefined>
	spacing?: Exclude<IParagraphOptions['spacing'], undefined>
	alignment?: Exclude<IParagraphOptions['alignment'], undefined>
	/** Keeps the paragraph on the same page as the next one. */
	keepNext?: boolean
	pageBreakBefore?: boolean
	indent?: Exclude<IParagraphOptions['indent'], undefined>
	/** The name of this paragraph, as a target of links. */
	anchor?: string
	/** The name of the target of its link. */
	linksTo?: string
}

/** Builds a paragraph with the line breaks of its text. Right to left if the text is. */
export function paragraph(text: string, style: ParagraphStyle = {}): Paragraph {
	const { bold, color, size, anchor, linksTo, ...rest } = style
	const isRtl = isRightToLeft(text)
	const run = runOf({ bold, color, size }, isRtl)
	const runs = stripUnprintable(text)
		.split('\n')
		.map((line, index) => new TextRun({ ...run, ...languageOf(line), text: line, ...(index > 0 ? { break: 1 } : {}) }))
	const linked = linksTo === undefined ? runs : [new InternalHyperlink({ children: runs, anchor: linksTo })]
	const children = anchor === undefined ? linked : [new Bookmark({ id: anchor, children: linked })]
	return new Paragraph({ ...rest, ...(isRtl ? { bidirectional: true } : {}), children })
}

/** The name of the numbering of list items, which the document defines. */
export const LIST = 'list'

/** Builds the paragraphs of a text with its bold parts, lists and links. */
export function formattedParagraphs(lines: readonly FormattedLine[], style: ParagraphStyle = {}): Paragraph[] {
	const { bold, color, size, ...rest } = style
	const isRtl = isRightToLeft(textOfLines(lines))
	const run = runOf({ bold, color, size }, isRtl)
	const paragraphs: { isItem: boolean; children: (TextRun | ExternalHyperlink)[] }[] = []
	for (const { isItem, spans } of lines) {
		const last = paragraphs.at(-1)
		const isContinued = !isItem && last?.isItem === false
		const children = spans.map((span) => spanRun(span, run))
		if (isContinued) last.children.push(new TextRun({ ...run, break: 1 }), ...children)
		else paragraphs.push({ isItem, children })
	}
	return paragraphs.map(
		({ isItem, children }) =>
			new Paragraph({
				...rest,
				...(isItem ? { numbering: { reference: LIST, level: 0 } } : {}),
				...(isRtl ? { bidirectional: true } : {}),
				children,
			}),
	)
}

function spanRun({ text, isBold, href }: TextSpan, run: IRunOptions): TextRun | ExternalHyperlink {
	const bold = isBold ? { bold: true, boldComplexScript: true } : {}
	const printed = { ...run, ...bold, ...languageOf(text), text: stripUnprintable(text) }
	if (href === null) return new TextRun(printed)
	const link = new TextRun({ ...printed, color: docxColour(REPORT_COLOURS.accent), underline: {} })
	return new ExternalHyperlink({ children: [link], link: encodeAddress(href) })
}

/** The language of a run, for voices and spelling checkers, as far as its script says it. */
function languageOf(text: string): Pick<IRunOptions, 'language'> {
	const tag = scriptLanguage(text)
	return tag === null ? {} : { language: { value: tag, eastAsia: tag, bidirectional: tag } }
}

type StyleOfRun = { [Part in keyof RunStyle]: RunStyle[Part] | undefined }

function runOf({ bold, color, size }: StyleOfRun, isRtl: boolean): IRunOptions {
	return {
		...(bold === undefined ? {} : { bold, boldComplexScript: bold }),
		...(color === undefined ? {} : { color }),
		...(size === undefined ? {} : { size, sizeComplexScript: size }),
		...(isRtl ? { rightToLeft: true } : {}),
	}
}

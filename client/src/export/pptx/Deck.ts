import type { CardKind } from '@charrette/shared'
import { isRightToLeft, KIND_COLOURS, stripUnprintable } from '@charrette/shared'
import type PptxGenJS from 'pptxgenjs'
import { LIGHT_COLOURS } from '../../board/card/cardStyle.ts'
import type { Rect } from '../../board/viewport/freeSpace.ts'
import { completePackage } from './completePackage.ts'
import {
	CARD_AREA,
	CARD_GAP,
	CARD_PADDING,
	type CardPage,
	CELL_PADDING,
	CELL_SIZE,
	COLUMN_HEAD,
	cellOf,
	columnCell,
	type DeckCard,
	type DeckCluster,
	type DeckColumn,
	PARAGRAPH_GAP,
	type SharedPage,
	smallSize,
	TITLE_SEPARATOR,
} from './planSlides.ts'
import { textHeight } from './textHeight.ts'

/** A slide of 16:9, in pt. */
const SLIDE = { w: 960, h: 540 }
const PT = 72
const PPTX_TYPE = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
const ACCENT = '1D4F8C'
const MASTER = 'board'
const COVER_MASTER = 'cover'

/** A card with the kind that gives its colours. */
export interface ColouredCard extends DeckCard {
	kind: CardKind
}

/** An image for a slide. Sizes in pixels. */
export interface SlideImage {
	/** `data:image/png;base64,…` */
	data: string
	width: number
	height: number
}

/** The texts of the first slide, from top to bottom. */
interface CoverLines {
	kind: string
	title: string
	subtitle: string
	facts: readonly string[]
}

/** A presentation that is being written: slides with titles and editable text. */
export interface Deck {
	cover(lines: CoverLines): void
	image(title: string, image: SlideImage & { alt: string }): void
	cards(title: string, page: CardPage<ColouredCard>): void
	/** Adds clusters side by side, with all their titles as the title of the slide. */
	columns(page: SharedPage<ColouredCard>): void
	table(title: string, columns: readonly DeckColumn[], rows: readonly (readonly string[])[]): void
	write(): Promise<Blob>
}

/** Starts a presentation. All slides but the first have the footer. */
export function openDeck(Pptx: typeof PptxGenJS, texts: { title: string; footer: string }): Deck {
	const pptx = new Pptx()
	pptx.layout = 'LAYOUT_WIDE'
	pptx.title = stripUnprintable(texts.title)
	pptx.author = 'Charrette'
	pptx.company = 'Charrette'
	pptx.theme = { headFontFace: 'Arial', bodyFontFace: 'Arial' }
	pptx.defineSlideMaster(masterOf(texts.footer))
	const titled = (title: string) => {
		const slide = pptx.addSlide({ masterName: MASTER })
		slide.addText(stripUnprintable(title), {
			placeholder: 'title',
			...textDirectionOf(title),
			fontSize: titleSize(title),
		})
		return slide
	}
	return {
		cover: (lines) => addCover(pptx, lines),
		image(title, { data, width, height, alt }) {
			const scale = Math.min(CARD_AREA.w / width, CARD_AREA.h / height)
			const [w, h] = [width * scale, height * scale]
			const rect = { x: (SLIDE.w - w) / 2, y: CARD_AREA.y + (CARD_AREA.h - h) / 2, w, h }
			titled(title).addImage({ data, ...ptToInches(rect), altText: stripUnprintable(alt) })
		},
		cards(title, page) {
			const slide = titled(title)
			const { w, h } = cellOf(page)
			for (const [index, card] of page.cards.entries()) {
				const x = CARD_AREA.x + (index % page.columns) * (w + CARD_GAP)
				const y = CARD_AREA.y + Math.floor(index / page.columns) * (h + CARD_GAP)
				addCard(slide, card, { rect: { x, y, w, h }, fontSize: page.fontSize })
			}
		},
		columns(page) {
			const slide = titled(page.clusters.map(({ title }) => title).join(TITLE_SEPARATOR))
			for (const [index, cluster] of page.clusters.entries()) addColumn(slide, cluster, { page, index })
		},
		table: (title, columns, rows) => addTable(titled(title), columns, rows),
		async write() {
			// The package is compressed after it is completed.
			const bytes = await pptx.write({ outputType: 'arraybuffer', compression: false })
			return new Blob([completePackage(new Uint8Array(bytes as ArrayBuffer))], { type: PPTX_TYPE })
		},
	}
}

/** Returns the placeholder for a slide's title on its master. */
function titlePlaceholder(options: { x: number; y: number; w: number; h: number; fontSize: number }) {
	return {
		placeholder: {
			options: {
				name: 'title',
				type: 'title' as const,
				...options,
				bold: true,
				color: hexOf(LIGHT_COLOURS.ink),
				align: 'left' as const,
				valign: 'middle' as const,
				margin: 0,
			},
			text: '',
		},
	}
}

function masterOf(footer: string): PptxGenJS.SlideMasterProps {
	const small = { fontSize: 9, color: hexOf(LIGHT_COLOURS.ink2) }
	return {
		title: MASTER,
		background: { color: 'FFFFFF' },
		objects: [
			titlePlaceholder({ ...ptToInches({ x: CARD_AREA.x, y: 24, w: CARD_AREA.w, h: 60 }), fontSize: 24 }),
			{
				text: {
					text: stripUnprintable(footer),
					options: {
						...ptToInches({ x: CARD_AREA.x, y: 508, w: 780, h: 20 }),
						margin: 0,
						...small,
						...textDirectionOf(footer),
					},
				},
			},
		],
		slideNumber: { ...ptToInches({ x: 860, y: 508, w: 64, h: 20 }), ...small, align: 'right' },
	}
}

/** The texts of the first slide, in a column from `x`. */
const COVER = { x: 72, w: 816, kind: 30, space: 14 }

/** Adds the first slide, whose title is a placeholder as on the other slides. */
function addCover(pptx: PptxGenJS, { kind, title, subtitle, facts }: CoverLines): void {
	const size = [44, 36, 28, 22].find((fontSize) => textHeight(title, fontSize, COVER.w) <= 175) ?? 18
	const titleHeight = textHeight(title, size, COVER.w) + 8
	const secondary = hexOf(LIGHT_COLOURS.ink2)
	const below = [
		{ text: subtitle, options: { fontSize: subtitle.length > 60 ? 16 : 22, color: secondary, paraSpaceAfter: 24 } },
		...facts.map((fact) => ({ text: fact, options: { fontSize: 16, color: secondary } })),
	]
	const belowHeight = below.reduce((sum, { text, options }) => sum + textHeight(text, options.fontSize, COVER.w), 24)
	const top = Math.max(40, (SLIDE.h - COVER.kind - titleHeight - COVER.space - belowHeight) / 2)
	const at = (y: number, h: number) => ptToInches({ x: COVER.x, y, w: COVER.w, h })
	pptx.defineSlideMaster({
		title: COVER_MASTER,
		background: { color: hexOf(LIGHT_COLOURS.paper) },
		objects: [titlePlaceholder({ ...at(top + COVER.kind, titleHeight), fontSize: size })],
	})
	const slide = pptx.addSlide({ masterName: COVER_MASTER })
	slide.addShape('rect', { ...ptToInches({ x: 0, y: 0, w: 14, h: SLIDE.h }), fill: { color: ACCENT } })
	slide.addText(stripUnprintable(title), { placeholder: 'title', ...textDirectionOf(title), fontSize: size })
	const box = { margin: 0, fit: 'none' as const }
	slide.addText(kind, { ...at(top, COVER.kind), ...box, fontSize: 16, bold: true, color: ACCENT })
	const runs = below.map(({ text, options }) => ({
		text: stripUnprintable(text),
		options: { ...options, ...textDirectionOf(text), breakLine: true },
	}))
	slide.addText(runs, {
		...at(top + COVER.kind + titleHeight + COVER.space, belowHeight),
		...box,
		valign: 'top',
	})
}

/** Adds a column: a cluster's title, and its cards below each other. */
function addColumn(
	slide: PptxGenJS.Slide,
	{ title, cards }: DeckCluster<ColouredCard>,
	{ page: { columns, fontSize }, index }: { page: SharedPage<ColouredCard>; index: number },
): void {
	const { w, h } = columnCell(columns)
	const x = CARD_AREA.x + index * (w + CARD_GAP)
	slide.addText(stripUnprintable(title), {
		...ptToInches({ x, y: CARD_AREA.y, w, h: COLUMN_HEAD.h }),
		...textDirectionOf(title),
		fontSize: COLUMN_HEAD.fontSize,
		bold: true,
		color: ACCENT,
		margin: 0,
		valign: 'bottom',
		fit: 'none',
	})
	for (const [row, card] of cards.entries()) {
		const y = CARD_AREA.y + COLUMN_HEAD.h + CARD_GAP + row * (h + CARD_GAP)
		addCard(slide, card, { rect: { x, y, w, h }, fontSize })
	}
}

function addTable(slide: PptxGenJS.Slide, columns: readonly DeckColumn[], rows: readonly (readonly string[])[]): void {
	const head = columns.map(({ title }) => ({
		text: stripUnprintable(title),
		options: {
			bold: true,
			color: hexOf(LIGHT_COLOURS.ink2),
			fill: { color: hexOf(LIGHT_COLOURS.paper) },
			...textDirectionOf(title),
		},
	}))
	const body = rows.map((row) => row.map((text) => ({ text: stripUnprintable(text), options: textDirectionOf(text) })))
	slide.addTable([head, ...body], {
		x: CARD_AREA.x / PT,
		y: CARD_AREA.y / PT,
		w: CARD_AREA.w / PT,
		colW: columns.map(({ width }) => width / PT),
		fontSize: CELL_SIZE,
		color: hexOf(LIGHT_COLOURS.ink),
		border: { type: 'solid', pt: 0.75, color: hexOf(LIGHT_COLOURS.line) },
		margin: [CELL_PADDING.y / PT, CELL_PADDING.x / PT, CELL_PADDING.y / PT, CELL_PADDING.x / PT],
		valign: 'top',
	})
}

function addCard(
	slide: PptxGenJS.Slide,
	{ kind, label, text, from }: ColouredCard,
	{ rect, fontSize }: { rect: Rect; fontSize: number },
): void {
	const { ink, fill } = KIND_COLOURS[kind]
	const parts = [
		{ text: label, options: { bold: true, fontSize: smallSize(fontSize), color: hexOf(ink) } },
		{ text, options: { fontSize, color: hexOf(LIGHT_COLOURS.ink) } },
		{ text: from, options: { fontSize: smallSize(fontSize), color: hexOf(LIGHT_COLOURS.ink2) } },
	].filter((part) => part.text !== '')
	const runs = parts.map((part) => ({
		text: stripUnprintable(part.text),
		options: { ...part.options, ...textDirectionOf(part.text), breakLine: true, paraSpaceAfter: PARAGRAPH_GAP },
	}))
	slide.addText(runs, {
		...ptToInches(rect),
		shape: 'rect',
		fill: { color: hexOf(fill) },
		line: { color: hexOf(ink), width: 0.75 },
		margin: CARD_PADDING,
		valign: 'top',
		fit: 'none',
	})
}

/** Converts a rectangle from pt to inches. */
function ptToInches({ x, y, w, h }: Rect): Rect {
	return { x: x / PT, y: y / PT, w: w / PT, h: h / PT }
}

/** Returns a font for a text that is common on all systems, and the text's direction. */
function textDirectionOf(text: string): { fontFace: string; align: 'left' | 'right'; rtlMode?: true } {
	const fontFace = /\p{Script=Han}/u.test(text) ? 'Microsoft YaHei' : 'Arial'
	return isRightToLeft(text) ? { fontFace, align: 'right', rtlMode: true } : { fontFace, align: 'left' }
}

/** Returns the largest font size at which a title has at most two lines. */
function titleSize(title: string): number {
	return [24, 20, 16, 13].find((size) => textHeight(title, size, CARD_AREA.w) <= 60) ?? 10
}

function hexOf(colour: string): string {
	return colour.slice(1).toUpperCase()
}

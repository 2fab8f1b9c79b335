import { PDFDocument, PDFName, type PDFRef } from '@cantoo/pdf-lib'
import type { TLShapeId } from '@tldraw/tldraw'
import { LIGHT_COLOURS } from '../../board/card/cardStyle.ts'
import { layoutText } from '../../board/render/layoutText.ts'
import type { FontWeight } from '../../board/render/renderAssets.ts'
import type { BoardRenderer } from '../render/boardRenderer.ts'
import { boundsOf, renderSvg } from '../render/renderSvg.ts'
import { colour, number } from './operators.ts'
import { PdfResources } from './PdfResources.ts'
import { OVERLAP_PT, type PagePlan, type Paper, planPages } from './planPages.ts'
import { rasterizeMissingText, renderElement } from './renderElement.ts'

/** The shapes to render, the paper, and the texts in the margins. */
export interface PdfOptions {
	shapes: readonly TLShapeId[]
	paper: Paper
	title: string
	workshop: string
	/** The date as it is printed, in the language of the person who exports. */
	date: string
	at: Date
	locale: string
}

/**
 * Renders a board as a PDF of vectors, with text that can be searched and copied in any script.
 * Null if there is nothing to render.
 */
export async function renderPdf(renderer: BoardRenderer, options: PdfOptions): Promise<Blob | null> {
	const bounds = boundsOf(renderer.editor, options.shapes)
	if (!bounds) return null
	const svg = await renderSvg(renderer, { shapes: options.shapes, bounds, background: 'transparent', pixelRatio: null })
	const doc = await PDFDocument.create()
	setMetadata(doc, options)
	const resources = new PdfResources(doc, renderer.fonts)
	rasterizeMissingText(svg, resources)
	for (const data of imagesIn(svg)) await resources.addImage(data)
	const { x, y, w, h } = bounds
	const operators = renderElement(svg, resources)
	const pages = planPages({ w, h }, options.paper)
	const board = doc.context.nextRef()
	pages.forEach((plan, at) => {
		const margin = plan.hasMargin
			? renderMargin(plan, { resources, ...options, number: at + 1, count: pages.length })
			: ''
		const content = `${placeBoard(plan, { x, y })}\n${margin}`
		addPage(doc, plan, { content, board, resources: resources.toDictionary() })
	})
	const box = { Type: 'XObject', Subtype: 'Form', BBox: [x, y, x + w, y + h], Resources: resources.toDictionary() }
	doc.context.assign(board, doc.context.flateStream(operators, box))
	resources.embedFonts()
	return new Blob([(await doc.save()) as Uint8Array<ArrayBuffer>], { type: 'application/pdf' })
}

function setMetadata(doc: PDFDocument, { title, workshop, at, locale }: PdfOptions): void {
	doc.setTitle(`${workshop} - ${title}`, { showInWindowTitleBar: true })
	doc.setCreationDate(at)
	doc.setModificationDate(at)
	doc.setLanguage(locale)
	doc.setProducer('Charrette')
	doc.setCreator('Charrette')
}

function imagesIn(svg: SVGSVGElement): string[] {
	const images = [...svg.querySelectorAll('image')].map((image) => image.getAttribute('href'))
	const texts = [...svg.querySelectorAll('[data-image]')].map((span) => span.getAttribute('data-image'))
	return [...images, ...texts].filter((data) => data !== null)
}

/** Operators that draw the board in the window of a page. In PDF, y grows upwards. */
function placeBoard({ h: height, scale, window, origin }: PagePlan, corner: { x: number; y: number }): string {
	const clip = [window.x, height - window.y - window.h, window.w, window.h].map(number).join(' ')
	const matrix = [scale, 0, 0, -scale, origin.x - corner.x * scale, height - origin.y + corner.y * scale]
	return `q ${clip} re W n ${matrix.map(number).join(' ')} cm /Board Do Q`
}

interface PageContent {
	/** Operators. */
	content: string
	/** The form with the board. */
	board: PDFRef
	resources: ReturnType<PdfResources['toDictionary']>
}

function addPage(doc: PDFDocument, { w, h }: PagePlan, { content, board, resources }: PageContent): void {
	const page = doc.addPage([w, h])
	page.node.set(
		PDFName.of('Resources'),
		doc.context.obj({ ...resources, XObject: { ...resources.XObject, Board: board } }),
	)
	page.node.set(PDFName.of('Contents'), doc.context.register(doc.context.flateStream(content)))
}

/** The texts in the margins of a page. */
interface Margin {
	resources: PdfResources
	title: string
	workshop: string
	date: string
	number: number
	count: number
}

const TITLE_PT = 12
const SMALL_PT = 8.5
/** Distances from the edges of the page, in points. */
const TOP = 18
const BOTTOM = 28
const TICK_PT = 9

interface MarginText {
	text: string
	x: number
	top: number
	size: number
	weight: FontWeight
	width: number
	isRight?: boolean
}

/**
 * Operators for the title, workshop, date and number of a page; for a sheet of a poster, also for
 * its join marks.
 */
function renderMargin(plan: PagePlan, { resources, title, workshop, date, number: page, count }: Margin): string {
	const { h, window, sheet } = plan
	const [left, right] = [window.x, window.x + window.w]
	const position = sheet ? `  ·  ${sheet.row + 1}/${sheet.rows} ↓  ${sheet.column + 1}/${sheet.columns} →` : ''
	const half = window.w * 0.6
	const small = { size: SMALL_PT, weight: 400, width: half } as const
	const texts: MarginText[] = [
		{ text: title, x: left, top: TOP, size: TITLE_PT, weight: 700, width: half },
		{ text: date, x: right, top: TOP + 3, ...small, isRight: true },
		{ text: workshop, x: left, top: h - BOTTOM, ...small },
		{ text: `${page} / ${count}${position}`, x: right, top: h - BOTTOM, ...small, isRight: true },
	]
	const marks = sheet ? renderJoinMarks(plan) : ''
	return [...texts.map((text) => writeMarginText(text, { ink: resources, pageHeight: h })), marks]
		.filter(Boolean)
		.join('\n')
}

function writeMarginText(
	{ text, x, top, size, weight, width, isRight }: MarginText,
	on: { ink: PdfResources; pageHeight: number },
): string {
	const { ink, pageHeight } = on
	const [line] = layoutText(text, { fontSize: size, weight, width, isLine: true }, ink.renderFonts)
	if (!line) return ''
	const start = isRight ? x - line.width : x
	const runs = line.runs.map((run) => {
		if (!run.font) return ''
		const font = ink.useFont(run.font)
		const at = `1 0 0 1 ${number(start + run.x)} ${number(pageHeight - top - size)} Tm`
		return `BT /${font.name} ${number(size)} Tf ${at} ${font.show(run.text, { size, isRightToLeft: run.isRightToLeft })} ET`
	})
	return `q ${colour(weight === 700 ? LIGHT_COLOURS.ink : LIGHT_COLOURS.ink2, 'rg')} ${runs.join(' ')} Q`
}

/**
 * Operators for ticks in the margin, at the ends of the strip where this sheet overlaps its
 * neighbours.
 */
function renderJoinMarks({ h, window, sheet }: PagePlan): string {
	if (!sheet) return ''
	const ticks: string[] = []
	const line = (x: number, y: number, to: { x: number; y: number }) =>
		ticks.push(`${number(x)} ${number(h - y)} m ${number(to.x)} ${number(h - to.y)} l S`)
	const [left, top, right, bottom] = [window.x, window.y, window.x + window.w, window.y + window.h]
	const lines = {
		x: [
			...(sheet.column > 0 ? [left + OVERLAP_PT] : []),
			...(sheet.column < sheet.columns - 1 ? [right - OVERLAP_PT] : []),
		],
		y: [...(sheet.row > 0 ? [top + OVERLAP_PT] : []), ...(sheet.row < sheet.rows - 1 ? [bottom - OVERLAP_PT] : [])],
	}
	for (const x of lines.x) {
		line(x, top - TICK_PT, { x, y: top - 1 })
		line(x, bottom + 1, { x, y: bottom + TICK_PT })
	}
	for (const y of lines.y) {
		line(left - TICK_PT, y, { x: left - 1, y })
		line(right + 1, y, { x: right + TICK_PT, y })
	}
	return `q 0.6 w ${colour(LIGHT_COLOURS.ink2, 'RG')} ${ticks.join(' ')} Q`
}

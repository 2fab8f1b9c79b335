import type { TLShapeId } from '@tldraw/tldraw'
import { PDFDocument, PDFName, type PDFRef } from 'pdf-lib'
import { boundsOf, drawSvg } from '../drawing/drawSvg.ts'
import type { Drawing } from '../drawing/openDrawing.ts'
import { drawElement } from './drawElement.ts'
import { drawLacking } from './drawLacking.ts'
import { drawMargin } from './drawMargin.ts'
import { number } from './operators.ts'
import { PdfInk } from './PdfInk.ts'
import { type PagePlan, type Paper, planPages } from './planPages.ts'

/** Which part of a board is to be on which paper, and what stands in its margin. */
export interface PdfWish {
	shapes: readonly TLShapeId[]
	paper: Paper
	title: string
	workshop: string
	/** The day, as it is written in the language of the one who takes it. */
	date: string
	at: Date
	locale: string
}

/** A board as a PDF: vectors, and text that is found and copied in any script. Null where there is nothing on it. */
export async function drawPdf(drawing: Drawing, wish: PdfWish): Promise<Blob | null> {
	const bounds = boundsOf(drawing.editor, wish.shapes)
	if (!bounds) return null
	const svg = await drawSvg(drawing, { shapes: wish.shapes, bounds, ground: 'transparent', ratio: null })
	const doc = await PDFDocument.create()
	describe(doc, wish)
	const ink = new PdfInk(doc, drawing.fonts)
	drawLacking(svg, ink)
	for (const data of imagesIn(svg)) await ink.addImage(data)
	const { x, y, w, h } = bounds
	const operators = drawElement(svg, ink)
	const pages = planPages({ w, h }, wish.paper)
	const board = doc.context.nextRef()
	pages.forEach((plan, at) => {
		const margin = plan.hasMargin ? drawMargin(plan, { ink, ...wish, number: at + 1, count: pages.length }) : ''
		const content = `${placeBoard(plan, { x, y })}\n${margin}`
		addPage(doc, plan, { content, board, ink })
	})
	const box = { Type: 'XObject', Subtype: 'Form', BBox: [x, y, x + w, y + h], Resources: ink.resources() }
	doc.context.assign(board, doc.context.flateStream(operators, box))
	ink.embedFonts()
	return new Blob([(await doc.save()) as Uint8Array<ArrayBuffer>], { type: 'application/pdf' })
}

function describe(doc: PDFDocument, { title, workshop, at, locale }: PdfWish): void {
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

/** The board in a page's window. PDF's y grows upwards, ours downwards. */
function placeBoard({ h: height, scale, window, origin }: PagePlan, corner: { x: number; y: number }): string {
	const clip = [window.x, height - window.y - window.h, window.w, window.h].map(number).join(' ')
	const place = [scale, 0, 0, -scale, origin.x - corner.x * scale, height - origin.y + corner.y * scale]
	return `q ${clip} re W n ${place.map(number).join(' ')} cm /Board Do Q`
}

function addPage(doc: PDFDocument, { w, h }: PagePlan, on: { content: string; board: PDFRef; ink: PdfInk }): void {
	const page = doc.addPage([w, h])
	const { content, board, ink } = on
	const resources = ink.resources()
	page.node.set(
		PDFName.of('Resources'),
		doc.context.obj({ ...resources, XObject: { ...resources.XObject, Board: board } }),
	)
	page.node.set(PDFName.of('Contents'), doc.context.register(doc.context.flateStream(content)))
}

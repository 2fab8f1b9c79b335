import {
	authorNameLookup,
	type BoardContent,
	type Card,
	type CardKind,
	groupBy,
	IMAGE_WIDTHS,
	isCard,
} from '@charrette/shared'
import { imageUrl } from '../../boardParts/images/imageSize.ts'
import { readContent } from '../../canvas/boardContent.ts'
import { boardUi } from '../../canvas/boardUi.ts'
import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import type { ShapeId } from '../../canvas/engine/shapes.ts'
import type { ExportMetadata, OnProgress, RenderOptions } from '../exportFormats.ts'
import type { BoardRenderer } from '../render/boardRenderer.ts'
import { readThumbnail, type Thumbnail } from '../render/CardSvg.tsx'
import { withTexts } from '../render/withTexts.ts'
import { type CardDrawOptions, drawCard } from './drawCard.ts'
import { drawHeading, drawLine, drawStrokes, pageOf } from './drawing.ts'
import { openTextMeasurer } from './measureText.ts'
import type { PdfFile } from './PdfFile.ts'
import { mmToPt } from './paper.ts'
import { type CardSheetPlan, planCardSheet } from './planCards.ts'
import { blankCard, type PrintedCard, prepareCard } from './prepareCards.ts'

interface CardsJob {
	shapes: readonly ShapeId[]
	options: Pick<RenderOptions, 'cards' | 'names'>
	metadata: ExportMetadata
	onProgress: OnProgress
}

/** The kinds of blank cards, with which a workshop begins. */
const BLANK_KINDS: readonly CardKind[] = ['obstacle', 'solution']

/**
 * Adds sheets with the cards of a board, cluster by cluster, or a sheet of blank cards for each of
 * two kinds. Returns false if there are no cards. Yields to the event loop between cards and
 * sheets.
 */
export async function addCardSheets(file: PdfFile, renderer: BoardRenderer, job: CardsJob): Promise<boolean> {
	const { options, metadata, onProgress } = job
	const plan = planCardSheet(options.cards)
	const [cell] = plan.cells
	if (!cell) return false
	const yieldIfBusy = createYield()
	const cards =
		options.cards.source === 'blank'
			? BLANK_KINDS.flatMap((kind) => plan.cells.map(() => blankCard(kind, cell)))
			: await prepareCards(renderer, { ...job, cell, yieldIfBusy })
	const count = Math.ceil(cards.length / plan.cells.length)
	const drawOptions = { fonts: file.fonts, locale: metadata.locale, hasNames: options.names }
	const imageWidth = imageWidthOf(cards)
	for (let at = 0; at < count; at++) {
		onProgress(count + at, count * 2)
		const onSheet = cards.slice(at * plan.cells.length, (at + 1) * plan.cells.length)
		const images = await Promise.all(onSheet.map((card) => imageOf(card, renderer, imageWidth)))
		const label = {
			text: `${metadata.title}  ·  ${metadata.workshop}`,
			note: metadata.note,
			number: `${at + 1} / ${count}`,
		}
		file.addPage(plan, await file.draw(drawSheet(plan, { cards: onSheet, images, label }, drawOptions)))
		await yieldIfBusy()
	}
	return count > 0
}

/**
 * Prepares the exported cards: cluster by cluster, in the reading order of the board, with the
 * cards outside of clusters at the end.
 */
async function prepareCards(
	renderer: BoardRenderer,
	{
		shapes,
		onProgress,
		cell,
		yieldIfBusy,
	}: CardsJob & { cell: { w: number; h: number }; yieldIfBusy: () => Promise<void> },
): Promise<PrintedCard[]> {
	const { editor, fonts } = renderer
	const { people, images } = boardUi(editor)
	const written = readContent(editor, authorNameLookup(people.names.current))
	const content = withTexts(written, images.words.current.texts)
	const cards = inOrder(content, shapes)
	const measurer = openTextMeasurer(fonts)
	try {
		const prepared: PrintedCard[] = []
		for (const [at, card] of cards.entries()) {
			onProgress(at, cards.length * 2)
			prepared.push(...prepareCard(card, { cell, fonts, measurer }))
			await yieldIfBusy()
		}
		return prepared
	} finally {
		measurer.close()
	}
}

function inOrder({ cards, clusters }: BoardContent, shapes: readonly ShapeId[]): { card: Card; cluster: string }[] {
	const chosen = new Set<string>(shapes)
	const byCluster = groupBy(
		cards.filter(({ id }) => chosen.has(id)),
		({ cluster }) => cluster,
	)
	const groups = [...clusters, { id: undefined, title: '' }]
	return groups.flatMap(({ id, title }) => (byCluster.get(id) ?? []).map((card) => ({ card, cluster: title })))
}

/** The maximum time in ms for which cards may block the event loop. */
const BUSY_MS = 30

/** Returns a function that yields to the event loop if it has been blocked for that time. */
function createYield(): () => Promise<void> {
	let start = performance.now()
	return async () => {
		if (performance.now() - start < BUSY_MS) return
		// A timeout, since a resolved promise would let no other task run.
		await new Promise((resolve) => setTimeout(resolve, 0))
		start = performance.now()
	}
}

/**
 * The number of images above which they are printed at a lower resolution, which keeps the file and
 * its memory use small.
 */
const MAX_SHARP_IMAGES = 60

function imageWidthOf(cards: readonly PrintedCard[]): number {
	const count = cards.filter(({ from }) => from?.card.image).length
	return count > MAX_SHARP_IMAGES ? IMAGE_WIDTHS[0] : IMAGE_WIDTHS[1]
}

/**
 * Reads the image of a card for its first part; null for other parts. Throws an `ApiError` if the
 * server cannot be reached.
 */
async function imageOf(
	{ from, part }: PrintedCard,
	{ editor }: BoardRenderer,
	width: number,
): Promise<Thumbnail | null> {
	const shape = from?.card.image && (part?.number ?? 1) === 1 ? editor.getShape(from.card.id as ShapeId) : undefined
	if (!from?.card.image || !shape || !isCard(shape)) return null
	await boardUi(editor).images.rendered.read(imageUrl(from.card.image.path, width))
	return readThumbnail(shape, editor, width)
}

const SMALL_PT = 7.5
/** The distance between the marks and the cards. */
const MARK_GAP = mmToPt(1.5)
const MARK_LENGTH = mmToPt(4)

interface Sheet {
	cards: readonly PrintedCard[]
	images: readonly (Thumbnail | null)[]
	label: { text: string; note: string | null | undefined; number: string }
}

function drawSheet(plan: CardSheetPlan, { cards, images, label }: Sheet, options: CardDrawOptions): SVGSVGElement {
	const { grid, cells } = plan
	const top = grid.y + grid.h + mmToPt(6.3)
	const style = { top, size: SMALL_PT, weight: 400, fill: LIGHT_COLOURS.ink2 } as const
	const left = { ...style, x: grid.x, width: grid.w * 0.75 }
	const right = { ...style, x: grid.x + grid.w, width: grid.w * 0.2, align: 'right' } as const
	return pageOf(
		drawStrokes(cutLines(plan), { stroke: '#9a9a9a', width: 0.4, dash: '3 3' }),
		drawStrokes(cropMarks(plan), { stroke: '#000000', width: 0.5 }),
		cards.flatMap((card, at) => {
			const cell = cells[at]
			return cell ? [drawCard(card, { cell, image: images[at] ?? null }, options)] : []
		}),
		label.note
			? drawHeading(`${label.text}  ·  ${label.note}`, { ...left, smallest: SMALL_PT * 0.7 }, options.fonts)
			: drawLine(label.text, left, options.fonts),
		drawLine(label.number, right, options.fonts),
	)
}

function cutLines({ cuts, grid }: CardSheetPlan): string[] {
	return [...cuts.x.map((x) => `M${x} ${grid.y}v${grid.h}`), ...cuts.y.map((y) => `M${grid.x} ${y}h${grid.w}`)]
}

/** Returns strokes in the margins at both ends of each cut. */
function cropMarks({ cuts, grid }: CardSheetPlan): string[] {
	const [right, bottom] = [grid.x + grid.w, grid.y + grid.h]
	const reach = MARK_GAP + MARK_LENGTH
	return [
		...cuts.x.map((x) => `M${x} ${grid.y - reach}v${MARK_LENGTH}M${x} ${bottom + MARK_GAP}v${MARK_LENGTH}`),
		...cuts.y.map((y) => `M${grid.x - reach} ${y}h${MARK_LENGTH}M${right + MARK_GAP} ${y}h${MARK_LENGTH}`),
	]
}

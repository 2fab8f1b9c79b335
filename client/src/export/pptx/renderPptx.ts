import {
	type BoardContent,
	coverageOf,
	domainTextsIn,
	plainText,
	type ReportTexts,
	reportTextsIn,
	translateTitle,
} from '@charrette/shared'
import type { ShapeId } from '../../canvas/engine/shapes.ts'
import { layOutScenes } from '../../canvas/scenes/layOutScenes.ts'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import type { ExportMetadata } from '../exportFormats.ts'
import type { OverviewImage } from '../render/boardImage.ts'
import { type Deck, openDeck, type SlideImage } from './Deck.ts'
import { SLIDE_AREA } from './placeScene.ts'
import { cellText, type DeckColumn, planRows } from './planSlides.ts'

interface PptxOptions {
	metadata: ExportMetadata
	/** The image of the board; null if there is none. */
	image: OverviewImage | null
	/** Ids of the shapes to include. */
	shapes: readonly ShapeId[]
	content: BoardContent
	/** Whether cards name their authors, if `content` does. */
	names: boolean
	/** The images of cards, by card. */
	pictures: ReadonlyMap<string, SlideImage>
}

/** Renders a board, or a part of it, as a presentation. */
export async function renderPptx({ metadata, image, shapes, content, names, pictures }: PptxOptions): Promise<Blob> {
	const slideImage = image && { ...image, data: await readAsDataUrl(image.png) }
	const selected = selectContent(content, { ids: new Set<string>(shapes), names })
	return writePptx(selected, metadata, { image: slideImage, pictures })
}

/** Returns the selected cards, with the clusters and links that belong to them. */
function selectContent(
	content: BoardContent,
	{ ids, names }: { ids: ReadonlySet<string>; names: boolean },
): BoardContent {
	const isSelected = ({ id }: { id: string }) => ids.has(id)
	const selected = content.cards.filter(isSelected)
	const cards = names ? selected : selected.map(({ author, ...card }) => card)
	const links = content.links.filter(isSelected)
	const clusters = content.clusters.filter((cluster) => isSelected(cluster) || cluster.cards.some((id) => ids.has(id)))
	return { cards, links, clusters, images: content.images.filter(isSelected), coverage: coverageOf(cards, links) }
}

function readAsDataUrl(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader()
		reader.onload = () => resolve(String(reader.result))
		reader.onerror = () => reject(reader.error)
		reader.readAsDataURL(blob)
	})
}

/** The deck with the content and the texts of its slides. */
interface Scope {
	deck: Deck
	content: BoardContent
	metadata: ExportMetadata
	texts: ReportTexts
	pictures: ReadonlyMap<string, SlideImage>
}

const NO_PICTURES: ReadonlyMap<string, SlideImage> = new Map()

/**
 * Writes a presentation: an image of the board, if there is one; its scenes as editable shapes,
 * with the images of cards; and tables of the cards with most dots, of links and of details.
 */
export async function writePptx(
	content: BoardContent,
	metadata: ExportMetadata,
	{ image, pictures = NO_PICTURES }: { image: SlideImage | null; pictures?: ReadonlyMap<string, SlideImage> },
): Promise<Blob> {
	// A separate chunk: the library is as large as the rest of the page.
	const { default: Pptx } = await fetchChunkOnce(() => import('pptxgenjs'))
	const texts = reportTextsIn(metadata.locale)
	const name = `${metadata.workshop} · ${metadata.title}`
	const deck = openDeck(Pptx, { title: name, footer: name, locale: metadata.locale })
	const scope: Scope = { deck, content, metadata, texts, pictures }
	addCover(scope)
	if (image) deck.image(metadata.title, { ...image, alt: texts.imageOf(metadata.title) })
	addScenes(scope)
	addVotes(scope)
	addLinks(scope)
	addDetails(scope)
	return deck.write()
}

function addCover({ deck, content, metadata, texts }: Scope): void {
	const { obstacles, answered } = content.coverage
	const date = new Intl.DateTimeFormat(metadata.locale, { dateStyle: 'long' }).format(metadata.at)
	const answers = obstacles > 0 ? [texts.answeredOf(answered, obstacles)] : []
	const facts = [date, ...answers, ...(metadata.note ? [metadata.note] : [])]
	deck.cover({ kind: texts.board, title: metadata.workshop, subtitle: metadata.title, facts })
}

/** Adds the scenes of the board (STAGE5), without images of the board: the first slide has them. */
function addScenes({ deck, content, metadata: { title, locale }, texts, pictures }: Scope): void {
	const { kinds, untitledCluster } = domainTextsIn(locale)
	const sceneTexts = {
		kinds,
		open: texts.open,
		withoutCluster: texts.withoutCluster,
		hasMarks: true,
		titleOf: (cluster: string) => translateTitle(cluster.trim(), locale) || untitledCluster,
	}
	const cards = content.cards.map(({ image, ...card }) => (image && pictures.has(card.id) ? { ...card, image } : card))
	const scenes = layOutScenes({ ...content, cards, images: [] }, SLIDE_AREA, sceneTexts)
	for (const [at, scene] of scenes.entries()) {
		const name = scene.titles.filter(Boolean).join(' · ') || title
		const isContinued = at > 0 && scenes[at - 1]?.titles.join() === scene.titles.join()
		deck.scene(isContinued ? `${name} (${texts.continued})` : name, scene, { unanswered: texts.unanswered, pictures })
	}
}

/** Adds a table of the cards with dots, sorted by their number. */
function addVotes(scope: Scope): void {
	const { content, texts, metadata } = scope
	const domainTexts = domainTextsIn(metadata.locale)
	const columns: DeckColumn[] = [
		{ title: texts.dots, width: 70 },
		{ title: texts.card, width: 538 },
		{ title: texts.kind, width: 120 },
		{ title: texts.city, width: 160 },
	]
	const rows = content.cards
		.filter((card) => card.votes)
		.sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0))
		.map(({ votes, text, kind, city }) => [String(votes), cellText(text), domainTexts.kinds[kind], city])
	addTable(scope, texts.mostDots, { columns, rows })
}

/** Adds a table of all links with their meaning. */
function addLinks(scope: Scope): void {
	const { content, texts, metadata } = scope
	const { meanings } = domainTextsIn(metadata.locale)
	const textOf = new Map(content.cards.map(({ id, text }) => [id, cellText(text)]))
	const columns = [
		{ title: texts.card, width: 364 },
		{ title: texts.link, width: 160 },
		{ title: texts.card, width: 364 },
	]
	const rows = content.links.flatMap(({ from, to, meaning }) => {
		const [start, end] = [textOf.get(from), textOf.get(to)]
		return start !== undefined && end !== undefined ? [[start, meanings[meaning], end]] : []
	})
	addTable(scope, texts.links, { columns, rows })
}

/** The letters of a description in a row; a longer one continues in the next rows. */
const DETAIL_LETTERS = 700

/** Adds a table of the descriptions and sources of cards. */
function addDetails(scope: Scope): void {
	const { content, texts } = scope
	const columns = [
		{ title: texts.card, width: 244 },
		{ title: texts.details, width: 444 },
		{ title: texts.source, width: 200 },
	]
	const rows = content.cards.flatMap(({ text, description = '', source = '' }) => {
		if (!description.trim() && !source.trim()) return []
		const [first = '', ...others] = piecesOf(plainText(description).trim())
		return [[cellText(text), first, source], ...others.map((piece) => ['', piece, ''])]
	})
	addTable(scope, texts.details, { columns, rows })
}

/** Splits a text into pieces for rows, between words if possible. */
function piecesOf(text: string): string[] {
	const piece = new RegExp(`[^]{1,${DETAIL_LETTERS}}(?=\\s|$)|[^]{1,${DETAIL_LETTERS}}`, 'gu')
	return [...text.matchAll(piece)].map(([found]) => found.trim())
}

function addTable(
	{ deck, texts }: Scope,
	title: string,
	{ columns, rows }: { columns: readonly DeckColumn[]; rows: readonly string[][] },
): void {
	for (const [index, page] of planRows(rows, columns).entries())
		deck.table(index === 0 ? title : `${title} (${texts.continued})`, columns, page)
}

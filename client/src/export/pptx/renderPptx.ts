import {
	type BoardContent,
	type Card,
	coverageOf,
	domainTextsIn,
	findObstacles,
	type Locale,
	plainText,
	type ReportTexts,
	reportTextsIn,
} from '@charrette/shared'
import type { TLShapeId } from '@tldraw/tldraw'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import type { ExportMetadata } from '../exportFormats.ts'
import type { OverviewImage } from '../render/boardImage.ts'
import { type ColouredCard, type Deck, openDeck, type SlideImage } from './Deck.ts'
import { cellText, type DeckColumn, planCards, planClusters, planRows } from './planSlides.ts'

interface PptxOptions {
	metadata: ExportMetadata
	/** The image of the board; null if there is none. */
	image: OverviewImage | null
	/** Ids of the shapes to include. */
	shapes: readonly TLShapeId[]
	content: BoardContent
	/** Whether cards name their authors, if `content` does. */
	names: boolean
}

/** Renders a board, or a part of it, as a presentation. */
export async function renderPptx({ metadata, image, shapes, content, names }: PptxOptions): Promise<Blob> {
	const slideImage = image && { ...image, data: await readAsDataUrl(image.png) }
	return writePptx(selectContent(content, { ids: new Set<string>(shapes), names }), metadata, slideImage)
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
}

/**
 * Writes a presentation: an image of the board, if there is one; the cards as editable shapes, with
 * one or several slides for each cluster, and shared slides for small clusters; a table of
 * obstacles with the solutions that address them; and the dots of the newest vote.
 */
export async function writePptx(
	content: BoardContent,
	metadata: ExportMetadata,
	image: SlideImage | null,
): Promise<Blob> {
	// A separate chunk: the library is as large as the rest of the page.
	const { default: Pptx } = await fetchChunkOnce(() => import('pptxgenjs'))
	const texts = reportTextsIn(metadata.locale)
	const name = `${metadata.workshop} · ${metadata.title}`
	const deck = openDeck(Pptx, { title: name, footer: name })
	const scope: Scope = { deck, content, metadata, texts }
	addCover(scope)
	if (image) deck.image(metadata.title, { ...image, alt: texts.imageOf(metadata.title) })
	addClusters(scope)
	addCoverage(scope)
	addVotes(scope)
	return deck.write()
}

function addCover({ deck, content, metadata, texts }: Scope): void {
	const { obstacles, answered } = content.coverage
	const date = new Intl.DateTimeFormat(metadata.locale, { dateStyle: 'long' }).format(metadata.at)
	const facts = [date, ...(obstacles > 0 ? [texts.answeredOf(answered, obstacles)] : [])]
	deck.cover({ kind: texts.board, title: metadata.workshop, subtitle: metadata.title, facts })
}

/**
 * Adds the clusters in their order, then the cards outside all clusters. Small clusters share
 * slides.
 */
function addClusters({ deck, content, metadata, texts }: Scope): void {
	const { cards, clusters } = content
	const { untitledCluster } = domainTextsIn(metadata.locale)
	const unclustered = clusters.length > 0 ? texts.withoutCluster : texts.cards
	const groups = [
		...clusters.map(({ id, title }) => ({ title: title || untitledCluster, cluster: id })),
		{ title: unclustered, cluster: undefined },
	].map(({ title, cluster }) => ({
		title,
		cards: cards.filter((card) => card.cluster === cluster).map((card) => slideCardOf(card, metadata.locale)),
	}))
	for (const planned of planClusters(groups)) {
		if ('clusters' in planned) deck.columns(planned)
		else
			for (const [index, page] of planCards(planned.cards).entries())
				deck.cards(index === 0 ? planned.title : `${planned.title} (${texts.continued})`, page)
	}
}

/** Returns the texts of a card on a slide. */
function slideCardOf({ kind, category, text, city, author, votes }: Card, locale: Locale): ColouredCard {
	const domainTexts = domainTextsIn(locale)
	const texts = reportTextsIn(locale)
	const label = [domainTexts.kinds[kind], category && domainTexts.categories[category], votes && texts.dotsOf(votes)]
	const from = [city, author].filter(Boolean).join(texts.comma)
	return { kind, label: label.filter(Boolean).join(' · '), text: plainText(text).trim(), from }
}

/** Adds a table of obstacles with the solutions that address them; open obstacles are last. */
function addCoverage(scope: Scope): void {
	const { content, texts } = scope
	const byId = new Map(content.cards.map((card) => [card.id, card]))
	const { all, open } = findObstacles(content.cards, content.links)
	const withDots = content.cards.some(({ votes }) => votes)
	const columns: DeckColumn[] = [
		{ title: texts.obstacle, width: withDots ? 300 : 330 },
		{ title: texts.solutions, width: withDots ? 348 : 378 },
		{ title: texts.cities, width: 180 },
		...(withDots ? [{ title: texts.dots, width: 60 }] : []),
	]
	const isOpen = new Set(open)
	const answered = all.filter((id) => !isOpen.has(id))
	const rows = [...answered, ...open].flatMap((id) => {
		const obstacle = byId.get(id)
		if (!obstacle) return []
		const from = content.links
			.filter(({ to, meaning }) => to === id && meaning === 'addresses')
			.map((link) => link.from)
		const solutions = [...new Set(from)].flatMap((solution) => byId.get(solution) ?? [])
		const cities = [...new Set([obstacle, ...solutions].map(({ city }) => city.trim()).filter(Boolean))]
		const solutionTexts = solutions.map(({ text }) => cellText(text)).join('\n') || texts.open
		const row = [
			cellText(obstacle.text),
			solutionTexts,
			cities.join(texts.comma),
			...(withDots ? [String(obstacle.votes ?? '')] : []),
		]
		return [row]
	})
	addTable(scope, texts.obstaclesAndSolutions, { columns, rows })
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

function addTable(
	{ deck, texts }: Scope,
	title: string,
	{ columns, rows }: { columns: readonly DeckColumn[]; rows: readonly string[][] },
): void {
	for (const [index, page] of planRows(rows, columns).entries())
		deck.table(index === 0 ? title : `${title} (${texts.continued})`, columns, page)
}

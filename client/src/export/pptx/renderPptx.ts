import {
	type BoardContent,
	type Card,
	coverageOf,
	domainTextsIn,
	findObstacles,
	type Locale,
	type ReportTexts,
	reportTextsIn,
} from '@charrette/shared'
import type { TLShapeId } from '@tldraw/tldraw'
import type { ExportMetadata } from '../exportFormats.ts'
import type { OverviewImage } from '../render/boardImage.ts'
import { type ColouredCard, type Deck, openDeck, type SlideImage } from './Deck.ts'
import { cellText, type DeckColumn, planCards, planClusters, planRows } from './planSlides.ts'

interface PptxOptions {
	about: ExportMetadata
	image: OverviewImage | null
	/** What is to be seen and told. */
	shapes: readonly TLShapeId[]
	content: BoardContent
	/** Whether it is told who wrote what, as far as the content tells. */
	names: boolean
}

/** A board, or a part of it, as a presentation with its picture. */
export async function renderPptx({ about, image, shapes, content, names }: PptxOptions): Promise<Blob> {
	const { workshop, title, at, locale } = about
	const shown = image && { ...image, data: await dataOf(image.png) }
	const told = selectContent(content, { ids: new Set<string>(shapes), names })
	return writePptx(told, { workshop, board: title, at, locale }, shown)
}

/** The cards that are chosen, with the clusters and links that belong to them. */
function selectContent(
	content: BoardContent,
	{ ids, names }: { ids: ReadonlySet<string>; names: boolean },
): BoardContent {
	const isChosen = ({ id }: { id: string }) => ids.has(id)
	const chosen = content.cards.filter(isChosen)
	const cards = names ? chosen : chosen.map(({ author, ...card }) => card)
	const links = content.links.filter(isChosen)
	const clusters = content.clusters.filter((cluster) => isChosen(cluster) || cluster.cards.some((id) => ids.has(id)))
	return { cards, links, clusters, images: content.images.filter(isChosen), coverage: coverageOf(cards, links) }
}

function dataOf(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader()
		reader.onload = () => resolve(String(reader.result))
		reader.onerror = () => reject(reader.error)
		reader.readAsDataURL(blob)
	})
}

/** What a presentation is of. */
export interface DeckMetadata {
	workshop: string
	board: string
	/** ms */
	at: number
	locale: Locale
}

/** What all slides are made with. */
interface Scope {
	deck: Deck
	content: BoardContent
	about: DeckMetadata
	paper: ReportTexts
}

/**
 * A board as a presentation: its picture, where there is one; a slide for each cluster, or several, or one for several small ones,
 * with its cards as shapes whose text can be changed; which solutions address which obstacles, and which dots were given.
 */
export async function writePptx(content: BoardContent, about: DeckMetadata, picture: SlideImage | null): Promise<Blob> {
	// It weighs as much as the rest of the page: only who wants a presentation fetches it.
	const { default: Pptx } = await import('pptxgenjs')
	const paper = reportTextsIn(about.locale)
	const deck = openDeck(Pptx, {
		title: `${about.workshop} · ${about.board}`,
		footer: `${about.workshop} · ${about.board}`,
	})
	const scope: Scope = { deck, content, about, paper }
	addCover(scope)
	if (picture) deck.image(about.board, { ...picture, alt: paper.pictureOf(about.board) })
	addClusters(scope)
	addCoverage(scope)
	addVotes(scope)
	return deck.write()
}

function addCover({ deck, content, about, paper }: Scope): void {
	const { obstacles, answered } = content.coverage
	const date = new Intl.DateTimeFormat(about.locale, { dateStyle: 'long' }).format(about.at)
	const facts = [date, ...(obstacles > 0 ? [paper.answeredOf(answered, obstacles)] : [])]
	deck.cover({ kind: paper.board, title: about.workshop, subtitle: about.board, facts })
}

/** The clusters and what is in none, in their order: those of few cards share slides. */
function addClusters({ deck, content, about, paper }: Scope): void {
	const { cards, clusters } = content
	const { untitledCluster } = domainTextsIn(about.locale)
	const loose = clusters.length > 0 ? paper.withoutCluster : paper.cards
	const groups = [
		...clusters.map(({ id, title }) => ({ title: title || untitledCluster, cluster: id })),
		{ title: loose, cluster: undefined },
	].map(({ title, cluster }) => ({
		title,
		cards: cards.filter((card) => card.cluster === cluster).map((card) => slideCardOf(card, about.locale)),
	}))
	for (const planned of planClusters(groups)) {
		if ('clusters' in planned) deck.columns(planned)
		else
			for (const [index, page] of planCards(planned.cards).entries())
				deck.cards(index === 0 ? planned.title : `${planned.title} (${paper.continued})`, page)
	}
}

/** A card as it stands on a slide. */
function slideCardOf({ kind, category, text, city, author, votes }: Card, locale: Locale): ColouredCard {
	const words = domainTextsIn(locale)
	const paper = reportTextsIn(locale)
	const label = [words.kinds[kind], category && words.categories[category], votes && paper.dotsOf(votes)]
	const from = [city, author].filter(Boolean).join(paper.comma)
	return { kind, label: label.filter(Boolean).join(' · '), text: text.trim(), from }
}

/** Obstacles, each with the solutions that address it, those that have none last. */
function addCoverage(scope: Scope): void {
	const { content, paper } = scope
	const byId = new Map(content.cards.map((card) => [card.id, card]))
	const { all, open } = findObstacles(content.cards, content.links)
	const withDots = content.cards.some(({ votes }) => votes)
	const columns: DeckColumn[] = [
		{ title: paper.obstacle, width: withDots ? 300 : 330 },
		{ title: paper.solutions, width: withDots ? 348 : 378 },
		{ title: paper.cities, width: 180 },
		...(withDots ? [{ title: paper.dots, width: 60 }] : []),
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
		const told = solutions.map(({ text }) => cellText(text)).join('\n') || paper.open
		const row = [
			cellText(obstacle.text),
			told,
			cities.join(paper.comma),
			...(withDots ? [String(obstacle.votes ?? '')] : []),
		]
		return [row]
	})
	addTable(scope, paper.obstaclesAndSolutions, { columns, rows })
}

/** The cards with dots, those with most first. */
function addVotes(scope: Scope): void {
	const { content, paper, about } = scope
	const words = domainTextsIn(about.locale)
	const columns: DeckColumn[] = [
		{ title: paper.dots, width: 70 },
		{ title: paper.card, width: 538 },
		{ title: paper.kind, width: 120 },
		{ title: paper.city, width: 160 },
	]
	const rows = content.cards
		.filter((card) => card.votes)
		.sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0))
		.map(({ votes, text, kind, city }) => [String(votes), cellText(text), words.kinds[kind], city])
	addTable(scope, paper.mostDots, { columns, rows })
}

function addTable(
	{ deck, paper }: Scope,
	title: string,
	{ columns, rows }: { columns: readonly DeckColumn[]; rows: readonly string[][] },
): void {
	for (const [index, page] of planRows(rows, columns).entries())
		deck.table(index === 0 ? title : `${title} (${paper.continued})`, columns, page)
}

import { type BoardContent, type BoardImage, type Card, type CardKind, groupBy, plainText } from '@charrette/shared'

/** The texts of scenes in one language. */
export interface SceneTexts {
	kinds: Record<CardKind, string>
	/** The mark of an obstacle without a solution. */
	open: string
	/** The title of the cards outside of clusters, on a board with clusters. */
	withoutCluster: string
	/** Returns the title of a cluster in this language. */
	titleOf: (title: string) => string
}

/** A text below another one that it translates, and its language. */
export interface SceneTranslation {
	text: string
	lang: string
}

/** Returns the translation of a card's text or of a cluster's title, by the id of its record. */
type SceneTranslations = (id: string, text: string) => SceneTranslation | null

/** What scenes are laid out with. */
export interface SceneOptions extends SceneTexts {
	translationOf?: SceneTranslations
	/** Whether the texts of cards keep the marks of bold parts and lists (TEXT1). */
	hasMarks?: boolean
}

/** A card in a scene, an image, or a part of a card whose text is longer than a scene. */
export interface SceneCard {
	id: string
	/** Null for an image. */
	kind: CardKind | null
	text: string
	/** Shown below the text (READ6). */
	translation?: SceneTranslation | null
	/** The kind, the cities and the author. */
	foot: string
	/** The foot where nothing beside an open obstacle shows that it is open. */
	openFoot: string
	votes: number
	picture: { path: string; alt: string } | null
}

/** An obstacle with the cards that address it; an open obstacle has none. */
export interface AnsweredObstacle {
	obstacle: SceneCard
	solutions: readonly SceneCard[]
}

/** The numbers of a part of a board. */
export interface SceneFacts {
	cards: number
	obstacles: number
	answered: number
	cities: readonly string[]
}

/** A cluster, or the cards outside of all clusters, as scenes show it. */
export interface SceneSection {
	title: string
	/** Null for a title that needs no translator. */
	translatedTitle: SceneTranslation | null
	/** The obstacles with solutions. */
	answered: readonly AnsweredObstacle[]
	open: readonly SceneCard[]
	/** The other cards and the images. */
	others: readonly SceneCard[]
	facts: SceneFacts
}

/**
 * Returns the clusters of a board in their order, then the cards outside of them. A solution is
 * shown beside each obstacle that it addresses, even in another cluster, and not again at its own
 * place. Cards without text and image, and clusters without cards, are left out.
 */
export function sectionsOf(content: BoardContent, texts: SceneOptions): SceneSection[] {
	const cards = content.cards.filter(({ text, image }) => plainText(text).trim() !== '' || image)
	const solutionsOf = answersByObstacle(cards, content)
	const beside = new Set([...solutionsOf.values()].flat().map(({ id }) => id))
	const toCard = sceneCards({ cards, links: content.links, solutionsOf }, texts)
	const frames = new Set(content.clusters.map(({ id }) => id))
	const clusterOf = ({ cluster }: Card | BoardImage) => (cluster !== undefined && frames.has(cluster) ? cluster : null)
	const cardsIn = groupBy(cards, clusterOf)
	const imagesIn = groupBy(content.images, clusterOf)
	const translationOf = texts.translationOf ?? (() => null)
	const section = (cluster: string | null, title: string): SceneSection[] => {
		const members = cardsIn.get(cluster) ?? []
		const obstacles = members.filter(({ kind }) => kind === 'obstacle')
		const answered = obstacles.flatMap((card) => {
			const solutions = solutionsOf.get(card.id)
			return solutions ? [{ obstacle: toCard(card), solutions: solutions.map(toCard) }] : []
		})
		const others = members.filter(({ kind, id }) => kind !== 'obstacle' && !beside.has(id))
		const images = (imagesIn.get(cluster) ?? []).map(imageOf)
		const found = {
			title,
			translatedTitle: cluster === null ? null : translationOf(cluster, title),
			answered,
			open: obstacles.filter(({ id }) => !solutionsOf.has(id)).map(toCard),
			others: [...others.map(toCard), ...images],
			facts: factsOf(obstacles, others, solutionsOf),
		}
		return found.answered.length + found.open.length + found.others.length > 0 ? [found] : []
	}
	return [
		...content.clusters.flatMap(({ id, title }) => section(id, texts.titleOf(title))),
		...section(null, frames.size > 0 ? texts.withoutCluster : ''),
	]
}

/** Returns the cards that address each obstacle, by its id. */
function answersByObstacle(cards: readonly Card[], { links }: BoardContent): ReadonlyMap<string, readonly Card[]> {
	const byId = new Map(cards.map((card) => [card.id, card]))
	const found = new Map<string, Card[]>()
	for (const { from, to, meaning } of links) {
		const answer = byId.get(from)
		if (meaning !== 'addresses' || !answer || byId.get(to)?.kind !== 'obstacle') continue
		const known = found.get(to)
		if (!known) found.set(to, [answer])
		else if (!known.includes(answer)) known.push(answer)
	}
	return found
}

interface SceneContent extends Pick<BoardContent, 'cards' | 'links'> {
	solutionsOf: ReadonlyMap<string, readonly Card[]>
}

/** Returns a function that prepares a card for scenes, with the cities of its linked cards. */
function sceneCards({ cards, links, solutionsOf }: SceneContent, texts: SceneOptions): (card: Card) => SceneCard {
	const byId = new Map(cards.map((card) => [card.id, card]))
	const citiesOf = new Map(cards.map(({ id, city }) => [id, new Set([city.trim()])]))
	// A solution has its own city beside it, so it does not count as a city of its obstacle.
	for (const { from, to, meaning } of links)
		if (meaning !== 'addresses' && byId.get(to)?.kind === 'obstacle')
			citiesOf.get(to)?.add(byId.get(from)?.city.trim() ?? '')
	return (card) => {
		const { id, kind, text, author, votes = 0, image = null } = card
		const isOpen = kind === 'obstacle' && !solutionsOf.has(id)
		const from = [...(citiesOf.get(id) ?? []), author].filter(Boolean).join(' · ')
		const footWith = (mark: string | false) => [texts.kinds[kind], mark, from].filter(Boolean).join(' · ')
		const [foot, openFoot] = [footWith(false), footWith(isOpen && texts.open)]
		const found = texts.translationOf?.(id, text) ?? null
		const translation = found && { ...found, text: plainText(found.text).trim() }
		const shown = texts.hasMarks ? text : plainText(text)
		return { id, kind, text: shown.trim(), translation, foot, openFoot, votes, picture: image }
	}
}

const imageOf = ({ id, path, alt }: BoardImage): SceneCard => ({
	id,
	kind: null,
	text: '',
	foot: '',
	openFoot: '',
	votes: 0,
	picture: { path, alt },
})

function factsOf(
	obstacles: readonly Card[],
	others: readonly Card[],
	solutionsOf: ReadonlyMap<string, readonly Card[]>,
): SceneFacts {
	const solutions = obstacles.flatMap(({ id }) => solutionsOf.get(id) ?? [])
	const shown = new Set([...obstacles, ...solutions, ...others])
	return {
		cards: shown.size,
		obstacles: obstacles.length,
		answered: obstacles.filter(({ id }) => solutionsOf.has(id)).length,
		cities: [...new Set([...shown].map(({ city }) => city.trim()).filter(Boolean))],
	}
}

/** The kinds of card, in the order in which the toolbar shows them. */
export const CARD_KINDS = ['obstacle', 'solution', 'case', 'resource', 'question', 'action', 'note'] as const
export type CardKind = (typeof CARD_KINDS)[number]

/** What an obstacle may be about. */
export const OBSTACLE_CATEGORIES = [
	'money',
	'law',
	'procurement',
	'coordination',
	'skills',
	'political',
	'data',
	'acceptance',
	'land',
	'partners',
	'other',
] as const
export type ObstacleCategory = (typeof OBSTACLE_CATEGORIES)[number]

/** A card as everything but the canvas sees it. Positions and sizes are in board units (px at 100 % zoom). */
export interface Card {
	id: string
	kind: CardKind
	text: string
	city: string
	/** The name of the participant who wrote it, where it is known. */
	author?: string
	category?: ObstacleCategory
	/** Id of the cluster that holds it. */
	cluster?: string
	/** The dots it got in the newest vote that was closed, where it got any. */
	votes?: number
}

/** A titled frame that holds cards; `cards` are ids, in reading order. */
export interface Cluster {
	id: string
	title: string
	cards: string[]
}

/** What a link says: `from` *meaning* `to`, e.g. solution *addresses* obstacle. */
export const LINK_MEANINGS = ['faces', 'causes', 'addresses', 'enables', 'carriesOut', 'relatesTo'] as const
export type LinkMeaning = (typeof LINK_MEANINGS)[number]

/** An arrow from one card to another. `from` and `to` are card ids. */
export interface Link {
	id: string
	from: string
	to: string
	meaning: LinkMeaning
}

const MEANING_BY_KINDS: Partial<Record<`${CardKind}>${CardKind}`, LinkMeaning>> = {
	'case>obstacle': 'faces',
	'obstacle>obstacle': 'causes',
	'solution>obstacle': 'addresses',
	'resource>solution': 'enables',
	'action>solution': 'carriesOut',
}

/** The meaning of a link that follows from the kinds of its two cards. */
export function meaningOf(from: CardKind, to: CardKind): LinkMeaning {
	return MEANING_BY_KINDS[`${from}>${to}`] ?? 'relatesTo'
}

/** An image's id: a hash of what it shows, long enough that nobody finds it by trying. */
export type ImageId = string & { readonly __brand: 'ImageId' }

export const IMAGE_ID_PATTERN = /^[0-9a-f]{40}$/
export const IMAGE_PATH_PATTERN = /^\/api\/images\/[0-9a-f]{40}$/

/** The widths in pixels in which the server keeps an image beside its full one, for those who look from afar. */
export const IMAGE_WIDTHS = [256, 1024] as const
export type ImageWidth = (typeof IMAGE_WIDTHS)[number]

/** The two formats in which images are kept: both open everywhere, in ten years too. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** Where an image is had from; `IMAGE_PATH_PATTERN` is its shape. */
export function imagePath(id: ImageId): string {
	return `/api/images/${id}`
}

/** The image that is had from this path. */
export function imageIdOf(path: string): ImageId {
	return path.slice(path.lastIndexOf('/') + 1) as ImageId
}

/** An image on a board. */
export interface BoardImage {
	id: string
	path: string
	/** What is to be seen, in words; empty where nobody said. */
	alt: string
	cluster?: string
}

/** How far a board's obstacles are answered. Every figure counts obstacles. */
export interface Coverage {
	obstacles: number
	/** With at least one solution that addresses it. */
	answered: number
	open: number
	/** Touched (itself or by a linked card) by cards from three cities or more. */
	shared: number
}

/** The ids of a board's obstacles: all of them, those that no solution addresses, and those that several cities share. */
export interface Obstacles {
	all: string[]
	open: string[]
	shared: string[]
}

const SHARED_FROM_CITIES = 3

/** Finds a board's obstacles among its cards, in the order of the cards. The figures of its coverage count these. */
export function findObstacles(cards: readonly Card[], links: readonly Link[]): Obstacles {
	const byId = new Map(cards.map((card) => [card.id, card]))
	const answered = new Set<string>()
	const cities = new Map<string, Set<string>>()
	for (const card of cards) if (card.kind === 'obstacle') cities.set(card.id, new Set([card.city]))
	for (const link of links) {
		const from = byId.get(link.from)
		const to = byId.get(link.to)
		if (!from || !to) continue
		if (link.meaning === 'addresses' && to.kind === 'obstacle') answered.add(to.id)
		cities.get(to.id)?.add(from.city)
		cities.get(from.id)?.add(to.city)
	}
	for (const found of cities.values()) found.delete('')
	const all = [...cities.keys()]
	return {
		all,
		open: all.filter((id) => !answered.has(id)),
		shared: all.filter((id) => (cities.get(id)?.size ?? 0) >= SHARED_FROM_CITIES),
	}
}

/** Counts the coverage of a board's cards and links. */
export function coverageOf(cards: readonly Card[], links: readonly Link[]): Coverage {
	const { all, open, shared } = findObstacles(cards, links)
	return {
		obstacles: all.length,
		answered: all.length - open.length,
		open: open.length,
		shared: shared.length,
	}
}

/** A board as everything but the canvas sees it, and what `GET /api/boards/:id/content` gives. */
export interface BoardContent {
	cards: Card[]
	links: Link[]
	clusters: Cluster[]
	images: BoardImage[]
	coverage: Coverage
}

/** Each kind's ink and fill on paper: the light palette of tokens.css as plain values, since what leaves the page takes no CSS variables along. */
export const KIND_COLOURS: Record<CardKind, { ink: string; fill: string }> = {
	obstacle: { ink: '#b04600', fill: '#fde6d8' },
	solution: { ink: '#00734f', fill: '#d8f2e7' },
	case: { ink: '#005c93', fill: '#dcecf8' },
	resource: { ink: '#8a3a6c', fill: '#f6e2ee' },
	question: { ink: '#6f6200', fill: '#fbf5c8' },
	action: { ink: '#3f4bb3', fill: '#e4e6fb' },
	note: { ink: '#5b5f66', fill: '#f2f0ea' },
}

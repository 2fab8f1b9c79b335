import type { CardTranslations } from './cardTranslations.ts'
import type { PracticeId } from './ids.ts'
import type { CountedReaction } from './reactions.ts'

/** The kinds of card, in the order of the toolbar. */
export const CARD_KINDS = ['obstacle', 'solution', 'case', 'resource', 'question', 'action', 'note'] as const
export type CardKind = (typeof CARD_KINDS)[number]

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

/** Returns the fields of a card that depend on its kind: only obstacles have a category. */
export const fieldsOfKind = (kind: CardKind) => (kind === 'obstacle' ? { kind } : { kind, category: null })

/**
 * The source of an adopted card (ADOPT3), or of a card that was sent to the plenary board (PLEN1c),
 * in its field `meta.from`. It is kept by copies, exports and imports.
 */
export interface CardSource {
	/** The practice and its version; absent for a solution of another board. */
	practice?: PracticeId
	version?: number
	city: string
	workshop: string
	session?: string
	group?: string
	/** For a card of the plenary board: the board that it was sent from, and its card there. */
	board?: string
	card?: string
	/** The original title of the practice, if the adopted card has another one. */
	title?: string
	/** The server that published the practice, if it is another one. */
	server?: string
}

/** A card, independent of the canvas. */
export interface Card {
	id: string
	kind: CardKind
	text: string
	city: string
	/** The author's name, if known. */
	author?: string
	category?: ObstacleCategory
	/** The id of its cluster. */
	cluster?: string
	/** A longer text, and where the card's content comes from (DETAIL1). */
	description?: string
	source?: string
	/** Translations of the text that people wrote (READ5). */
	translations?: CardTranslations
	/** The attached image (DETAIL2). */
	image?: CardImage
	/** True if the card or its cluster is locked against moving and editing (LOCK1). */
	isLocked?: true
	/** The card's dots in the latest closed vote, if any. */
	votes?: number
	/** The lasting reactions to the card, if any (REACT1). */
	reactions?: CountedReaction[]
	/** The source of an adopted card. */
	from?: CardSource
	/** The document that the card shows, or that its text was taken from (CASE1). */
	document?: CardDocument
	/** The cards joined into this one (JOIN1), as they were written. */
	joined?: Card[]
}

/** Returns cards, each followed by those that are joined into it. */
export function withJoined(cards: readonly Card[]): Card[] {
	return cards.flatMap((card) => [card, ...(card.joined ?? [])])
}

/** Returns a copy of a card in which it, and each card joined into it, is changed. */
export function mapWithJoined<Changed extends Omit<Card, 'joined'>>(
	{ joined, ...card }: Card,
	change: (card: Omit<Card, 'joined'>) => Changed,
): Changed & Pick<Card, 'joined'> {
	return { ...change(card), ...(joined && { joined: joined.map(change) }) }
}

/** Returns the cities of a card and of those that are joined into it. */
export function citiesOfCard({ city, joined = [] }: Pick<Card, 'city' | 'joined'>): string[] {
	return [...new Set([city, ...joined.map((one) => one.city)])].filter((one) => one !== '')
}

/** A document on this server, as the field `meta.document` of a card names it (CASE1). */
export interface CardDocument {
	/** It matches `DOCUMENT_PATH_PATTERN`. */
	path: string
	/** The name of the file, with its extension. */
	name: string
	/** The number of pages, for the card of the whole document. */
	pages?: number
	/** The page that the text of the card was taken from, from 1 on. */
	page?: number
}

/** The image that is attached to a card. */
export interface CardImage {
	path: string
	/** The alt text; may be empty. */
	alt: string
}

/** A titled frame with cards; `cards` are ids in reading order. */
export interface Cluster {
	id: string
	title: string
	cards: string[]
}

/** The meanings of a link: `from` *meaning* `to`, e.g. solution *addresses* obstacle. */
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

/** Returns the default meaning of a link between two kinds of card. */
export function meaningOf(from: CardKind, to: CardKind): LinkMeaning {
	return MEANING_BY_KINDS[`${from}>${to}`] ?? 'relatesTo'
}

/** A card that a new link will connect. */
interface LinkEnd {
	id: string
	kind: CardKind
}

/**
 * Returns the direction of a link between two cards: from the first to the second, unless only the
 * reverse has a specific meaning.
 */
export function linkDirection<End extends LinkEnd>(first: End, second: End): { from: End['id']; to: End['id'] } {
	const isReverse =
		meaningOf(first.kind, second.kind) === 'relatesTo' && meaningOf(second.kind, first.kind) !== 'relatesTo'
	return isReverse ? { from: second.id, to: first.id } : { from: first.id, to: second.id }
}

/** The id of an image: a hash of its content, too long to guess. */
export type ImageId = string & { readonly __brand: 'ImageId' }

export const IMAGE_ID_PATTERN = /^[0-9a-f]{40}$/
export const IMAGE_PATH_PATTERN = /^\/api\/images\/[0-9a-f]{40}$/
export const DOCUMENT_PATH_PATTERN = /^\/api\/documents\/[0-9a-f]{40}$/

/** The widths in pixels of the smaller copies of an image, for low zoom levels. */
export const IMAGE_WIDTHS = [256, 1024] as const
export type ImageWidth = (typeof IMAGE_WIDTHS)[number]

/** The formats of stored images. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** Returns the path of an image; it matches `IMAGE_PATH_PATTERN`. */
export function imagePath(id: ImageId): string {
	return `/api/images/${id}`
}

export function imageIdOf(path: string): ImageId {
	return path.slice(path.lastIndexOf('/') + 1) as ImageId
}

/** An image on a board. */
export interface BoardImage {
	id: string
	path: string
	/** The alt text; may be empty. */
	alt: string
	cluster?: string
}

/** A message in a thread (THREAD6). */
export interface ContentMessage {
	id: string
	/** Empty if it was deleted. */
	text: string
	/** The author's name and city, if known. */
	author?: string
	city?: string
	isFacilitator?: true
	/** When it was written, in ms. */
	at: number
	isEdited?: true
	isDeleted?: true
}

/** A thread with its messages, oldest first. */
export interface ContentThread {
	id: string
	/** The id of its card, cluster or image; missing if it is on the board. */
	on?: string
	isResolved?: true
	messages: ContentMessage[]
}

/**
 * The coverage of a board or a session: how many of its obstacles are answered. Every figure counts
 * obstacles; those that say the same count once (SHARED1).
 */
export interface Coverage {
	obstacles: number
	/** Obstacles that at least one solution addresses. */
	answered: number
	open: number
	/** Obstacles that concern three cities or more, by the card itself or through linked cards. */
	shared: number
}

/**
 * The content of a board, independent of the canvas; the response of `GET /api/boards/:id/content`.
 */
export interface BoardContent {
	cards: Card[]
	links: Link[]
	clusters: Cluster[]
	images: BoardImage[]
	coverage: Coverage
	/** The threads, oldest first; missing without any. */
	threads?: ContentThread[]
}

/** Returns the paths of all images on a board and its cards, each once. */
export function imagePathsOf({ cards, images }: Pick<BoardContent, 'cards' | 'images'>): string[] {
	return [...new Set([...images, ...withJoined(cards).flatMap(({ image }) => image ?? [])].map(({ path }) => path))]
}

/**
 * The colours of each kind in exports: the light palette of tokens.css as plain values, because
 * exports have no CSS variables.
 */
export const KIND_COLOURS: Record<CardKind, { ink: string; fill: string }> = {
	obstacle: { ink: '#b04600', fill: '#fde6d8' },
	solution: { ink: '#00734f', fill: '#d8f2e7' },
	case: { ink: '#005c93', fill: '#dcecf8' },
	resource: { ink: '#8a3a6c', fill: '#f6e2ee' },
	question: { ink: '#6f6200', fill: '#fbf5c8' },
	action: { ink: '#3f4bb3', fill: '#e4e6fb' },
	note: { ink: '#5b5f66', fill: '#f2f0ea' },
}

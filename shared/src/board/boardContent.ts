import type { TLArrowBinding, TLFrameShape, TLShape } from '@tldraw/tlschema'
import {
	type BoardContent,
	type BoardImage,
	type Card,
	type CardSource,
	type Cluster,
	LINK_MEANINGS,
	type Link,
	type LinkMeaning,
	meaningOf,
} from '../domain/BoardContent.ts'
import { CARD_PROPS, type CardProp } from '../domain/cardFields.ts'
import { type CardTranslations, readTranslations } from '../domain/cardTranslations.ts'
import { groupBy } from '../domain/collections.ts'
import { coverageOf } from '../domain/joinObstacles.ts'
import { LIMITS } from '../domain/limits.ts'
import { readCardDocument, readDetails } from './cardDetails.ts'
import { joinsOf } from './joins.ts'
import { pagePosition } from './place.ts'
import type { BoardRecord, CardShape, ImageShape } from './schema.ts'

/**
 * Returns the author name to show for a participant's id; undefined if it is unknown or hidden.
 * `importedName` came with the card from another workshop. The id is empty if the author is not
 * known in this workshop.
 */
export type AuthorNameLookup = (participant: string, importedName?: string) => string | undefined

/** Returns the content of projected records, in reading order, without threads; see `readBoard`. */
export function boardContent(records: ReadonlyMap<string, BoardRecord>, authorName: AuthorNameLookup): BoardContent {
	const shapes = [...records.values()].filter((record): record is TLShape => record.typeName === 'shape')
	const inOrder = shapes
		.map((shape) => ({ shape, ...pagePosition(shape, records) }))
		.sort((a, b) => a.y - b.y || a.x - b.x || (a.shape.id < b.shape.id ? -1 : 1))
		.map(({ shape }) => shape)
	const cards = inOrder.filter(isCard).map((shape) => cardOf(shape, records, authorName))
	const links = linksOf(inOrder, records, cards)
	const members = groupBy(cards, ({ cluster }) => cluster)
	const clusters = inOrder.filter(isFrame).map((frame) => clusterOf(frame, members.get(frame.id) ?? []))
	const images = inOrder.filter(isImage).map((shape) => imageOf(shape, records))
	return { cards, links, clusters, images, coverage: coverageOf(cards, links) }
}

export function isCard(record: BoardRecord | undefined): record is CardShape {
	return record?.typeName === 'shape' && record.type === 'card'
}

export function isImage(record: BoardRecord | undefined): record is ImageShape {
	return record?.typeName === 'shape' && record.type === 'image'
}

function isFrame(record: BoardRecord | undefined): record is TLFrameShape {
	return record?.typeName === 'shape' && record.type === 'frame'
}

function cardOf(shape: CardShape, records: ReadonlyMap<string, BoardRecord>, authorName: AuthorNameLookup): Card {
	const author = cardAuthor(shape, authorName)
	const { description, source, image } = readDetails(shape.meta)
	const from = cardSource(shape)
	const document = readCardDocument(shape.meta)
	const translations = translationsIn(shape, authorName)
	const joined = joinsOf(shape).map((one) => cardOf(one, records, authorName))
	return {
		id: shape.id,
		...propsOf(shape),
		...(author === undefined ? {} : { author }),
		...(from === null ? {} : { from }),
		...(document === null ? {} : { document }),
		...(isFrame(records.get(shape.parentId)) ? { cluster: shape.parentId } : {}),
		...(description === '' ? {} : { description }),
		...(source === '' ? {} : { source }),
		...(translations === null ? {} : { translations }),
		...(image === null ? {} : { image }),
		...(isLockedIn(shape, records) ? { isLocked: true as const } : {}),
		...(joined.length === 0 ? {} : { joined }),
	}
}

/** Returns the translations of a card with the names of their authors; null if it has none. */
function translationsIn({ meta }: CardShape, authorName: AuthorNameLookup): CardTranslations | null {
	const all = Object.entries(readTranslations(meta)).sort(([one], [other]) => (one < other ? -1 : 1))
	const named = all.map(([locale, { text, of, by }]) => {
		const name = by === undefined ? undefined : authorName(by)
		return [locale, { text, of, ...(name !== undefined && { by: name }) }]
	})
	return named.length === 0 ? null : Object.fromEntries(named)
}

/** Returns the props that are fields of the content, without those that are null. */
function propsOf({ props }: CardShape): Pick<Card, CardProp> {
	return Object.fromEntries(CARD_PROPS.flatMap((prop) => (props[prop] === null ? [] : [[prop, props[prop]]]))) as never
}

/**
 * Whether a shape or one of the frames around it is locked (LOCK1). The records must be projected:
 * see `pagePosition`.
 */
function isLockedIn(shape: TLShape, records: ReadonlyMap<string, BoardRecord>): boolean {
	let at: BoardRecord | undefined = shape
	for (let depth = 0; depth <= LIMITS.maxNesting && at?.typeName === 'shape'; depth++) {
		if (at.isLocked) return true
		at = records.get(at.parentId)
	}
	return false
}

/** Returns a lookup in the names of `displayNames`. */
export function authorNameLookup(names: ReadonlyMap<string, string>): AuthorNameLookup {
	return (participant, importedName) => names.get(participant) || (names.has('') ? importedName : undefined)
}

/**
 * Returns the source of an adopted or sent card (ADOPT3, PLEN1c). Returns null for any other card,
 * and for a field that another client filled with something else.
 */
export function cardSource({ meta }: Pick<CardShape, 'meta'>): CardSource | null {
	const from = meta['from'] as Partial<Record<keyof CardSource, unknown>> | null | undefined
	if (typeof from !== 'object' || from === null) return null
	const { practice, version, city, workshop, ...more } = from
	const isSource = [city, workshop].every((field) => typeof field === 'string')
	const isOptional = [practice, more.session, more.group, more.board, more.card, more.title, more.server].every(
		(field) => field === undefined || typeof field === 'string',
	)
	const isVersion = practice === undefined || typeof version === 'number'
	return isSource && isOptional && isVersion ? (from as CardSource) : null
}

/** Returns the author name of a card, as `authorName` shows it. */
export function cardAuthor({ meta }: CardShape, authorName: AuthorNameLookup): string | undefined {
	const { author, authorName: imported } = meta
	const name = typeof imported === 'string' && imported !== '' ? imported.slice(0, LIMITS.maxNameLength) : undefined
	if (typeof author !== 'string' && name === undefined) return undefined
	return authorName(typeof author === 'string' ? author : '', name)
}

function imageOf(shape: ImageShape, records: ReadonlyMap<string, BoardRecord>): BoardImage {
	const { path, alt } = shape.props
	return { id: shape.id, path, alt, ...(isFrame(records.get(shape.parentId)) ? { cluster: shape.parentId } : {}) }
}

function clusterOf(frame: TLFrameShape, members: readonly Card[]): Cluster {
	return { id: frame.id, title: frame.props.name, cards: members.map((card) => card.id) }
}

/** Returns the meaning of a link: the chosen one, else the default for the kinds of its cards. */
export function linkMeaning(arrow: TLShape, from: Card['kind'], to: Card['kind']): LinkMeaning {
	const chosen = arrow.meta['meaning']
	return LINK_MEANINGS.find((meaning) => meaning === chosen) ?? meaningOf(from, to)
}

function linksOf(
	shapes: readonly TLShape[],
	records: ReadonlyMap<string, BoardRecord>,
	cards: readonly Card[],
): Link[] {
	const kinds = new Map(cards.map((card) => [card.id, card.kind]))
	const ends = new Map<string, { start?: string; end?: string }>()
	for (const record of records.values()) {
		if (record.typeName !== 'binding') continue
		const { fromId, toId, props } = record as TLArrowBinding
		const known = ends.get(fromId) ?? {}
		known[props.terminal] = toId
		ends.set(fromId, known)
	}
	return shapes.flatMap((arrow) => {
		const { start, end } = ends.get(arrow.id) ?? {}
		const from = kinds.get(start ?? '')
		const to = kinds.get(end ?? '')
		if (!start || !end || !from || !to || start === end) return []
		return [{ id: arrow.id, from: start, to: end, meaning: linkMeaning(arrow, from, to) }]
	})
}

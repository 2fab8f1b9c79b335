import type { TLArrowBinding, TLBindingId, TLDrawShape, TLFrameShape, TLShape, TLShapeId } from '@tldraw/tlschema'
import { getIndexBelow, getIndicesAbove, type IndexKey } from '@tldraw/utils'
import type { Card } from '../domain/BoardContent.ts'
import { CARD_FIELDS, CARD_PROPS, DETAIL_FIELDS } from '../domain/cardFields.ts'
import { translationKey } from '../domain/cardTranslations.ts'
import {
	type BoardRecord,
	type CardProps,
	type CardShape,
	cardDefaults,
	DEFAULT_BINDING_PROPS,
	DEFAULT_PROPS,
	type ImageProps,
	type ImageShape,
	PAGE_ID,
} from './schema.ts'

/**
 * The position of a shape: `x`, `y` in board units from its parent's corner, and `index` in the
 * stack.
 */
export interface Placement {
	x: number
	y: number
	index: IndexKey
	parent?: string
}

function shapeFields(id: string, at: Placement) {
	return {
		id: `shape:${id}` as TLShapeId,
		typeName: 'shape' as const,
		x: at.x,
		y: at.y,
		index: at.index,
		parentId: (at.parent ?? PAGE_ID) as TLShape['parentId'],
		rotation: 0,
		isLocked: false,
		opacity: 1,
		meta: {},
	}
}

/** Builds a card. `id` is without `shape:`. */
export function buildCard(id: string, at: Placement, props: Partial<CardProps>, author?: string): CardShape {
	const meta = author === undefined ? {} : { author }
	return { ...shapeFields(id, at), type: 'card', props: { ...cardDefaults, ...props }, meta }
}

/** The content of a card in a file, apart from its place. */
export type CardContent = Omit<Card, 'id' | 'cluster' | 'isLocked' | 'votes' | 'reactions' | 'from'>

/** Builds a card with this content, whose author is named as in an imported file. */
export function buildCardOf(id: string, at: Placement, card: CardContent, size: Pick<CardProps, 'w' | 'h'>): CardShape {
	const props = Object.fromEntries(CARD_PROPS.flatMap((prop) => (card[prop] === undefined ? [] : [[prop, card[prop]]])))
	const texts = (['author', ...DETAIL_FIELDS] as const).flatMap((field) =>
		card[field] === undefined ? [] : [[CARD_FIELDS[field].key.slice('meta.'.length), card[field]]],
	)
	const { image, document, translations = {} } = card
	const meta = {
		...Object.fromEntries(texts),
		...Object.fromEntries(Object.entries(translations).map(([locale, one]) => [translationKey(locale), { ...one }])),
		...(document && { document: { ...document } }),
		...(image && { image: image.path, ...(image.alt !== '' && { imageAlt: image.alt }) }),
	}
	return { ...buildCard(id, at, { ...props, ...size }), meta }
}

export function buildImage(id: string, at: Placement, props: ImageProps): ImageShape {
	return { ...shapeFields(id, at), type: 'image', props }
}

/** Builds a cluster: a frame with a title. */
export function buildCluster(id: string, at: Placement, frame: { title: string; w: number; h: number }): TLFrameShape {
	const { title, w, h } = frame
	return { ...shapeFields(id, at), type: 'frame', props: { w, h, name: title, color: 'black' } }
}

/** Builds a line of straight segments through points, which are relative to the line's position. */
export function buildLine(id: string, at: Placement, points: readonly (readonly [number, number])[]): TLDrawShape {
	const segments = [{ type: 'straight' as const, points: points.map(([x, y]) => ({ x, y, z: 0.5 })) }]
	const props = { ...DEFAULT_PROPS.draw, color: 'grey', segments } as unknown as TLDrawShape['props']
	return { ...shapeFields(id, at), type: 'draw', props }
}

/**
 * Builds a link: an arrow and the bindings of its two ends. `from` and `to` are card ids with
 * `shape:`.
 */
export function buildLink(id: string, ends: { from: string; to: string }, index: IndexKey): BoardRecord[] {
	const arrow = {
		...shapeFields(id, { x: 0, y: 0, index }),
		type: 'arrow',
		props: { ...DEFAULT_PROPS.arrow },
	} as TLShape
	return [
		arrow,
		buildBinding(`${id}-start`, arrow.id, ends.from, 'start'),
		buildBinding(`${id}-end`, arrow.id, ends.to, 'end'),
	]
}

function buildBinding(id: string, arrow: TLShapeId, card: string, terminal: 'start' | 'end'): BoardRecord {
	const props = { ...DEFAULT_BINDING_PROPS, terminal } as unknown as TLArrowBinding['props']
	return {
		id: `binding:${id}` as TLBindingId,
		typeName: 'binding',
		type: 'arrow',
		fromId: arrow,
		toId: card as TLShapeId,
		props,
		meta: {},
	}
}

/**
 * Returns `count` ascending stack indices above all children of `parent` (the page or a cluster).
 */
export function indicesOnTop(records: Iterable<BoardRecord>, parent: string, count: number): IndexKey[] {
	let top: IndexKey | undefined
	for (const record of records) {
		if (record.typeName !== 'shape' || record.parentId !== parent) continue
		if (top === undefined || record.index > top) top = record.index
	}
	return getIndicesAbove(top, count)
}

/** Returns a stack index below all children of `parent`. */
export function indexAtBottom(records: Iterable<BoardRecord>, parent: string): IndexKey {
	let bottom: IndexKey | undefined
	for (const record of records) {
		if (record.typeName !== 'shape' || record.parentId !== parent) continue
		if (bottom === undefined || record.index < bottom) bottom = record.index
	}
	return getIndexBelow(bottom)
}

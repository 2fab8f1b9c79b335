import {
	type Card,
	type CardKind,
	type CardShape,
	cardData,
	cardLabel,
	cardScale,
	estimateCardHeight,
	type ImageId,
	type ImageShape,
	imageIdOf,
	isCard,
	isImage,
	type LinkMeaning,
	namesIn,
	PAGE_ID,
	parseCardText,
	readCardImage,
} from '@charrette/shared'
import {
	createTLSchema,
	type TLArrowShape,
	type TLAssetId,
	type TLGeoShape,
	type TLImageAsset,
	type TLImageShape,
	type TLRichText,
	type TLShape,
} from '@tldraw/tlschema'
import type { JsonObject } from '@tldraw/utils'
import type { ImageFile } from '../ports/ImageStore.ts'
import { type ExportedBoard, type ExportMeta, imageIdsOf, projectRecords } from './ExportedBoard.ts'
import { type ExportLabels, exportLabelsIn } from './labels.ts'
import { parseImage } from './report/parseImage.ts'

const FILE_FORMAT = 1

/**
 * Writes a board as a tldraw file, in chunks: cards become rectangles, links become arrows with
 * their meaning as text, clusters are frames, and images are embedded. An import restores the
 * shapes from `meta.charrette`:
 *
 *     card     `cardData`, and `head` and `foot`: the added first and last paragraphs
 *     image    {card}               an image that is attached to that card, shown on it
 *     link     {meaning}
 *     any      {isSetUp: true}      a locked shape (SETUP1)
 */
export async function* toTldr(exported: ExportedBoard, { locale }: Pick<ExportMeta, 'locale'>): AsyncGenerator<string> {
	const { board, content } = exported
	const labels = exportLabelsIn(locale)
	const cards = new Map(content.cards.map((card) => [card.id, card]))
	const meanings = new Map(content.links.map(({ id, meaning }) => [id, meaning]))
	const records = projectRecords(exported)
	const schema = JSON.stringify(createTLSchema().serialize())
	yield `{"tldrawFileFormatVersion":${FILE_FORMAT},"schema":${schema},"records":[\n`
	const stored = new Map<ImageId, Size>()
	for (const id of imageIdsOf(content)) {
		const file = await exported.readImage(id)
		const size = file && parseImage(file.bytes)
		if (!size) continue
		stored.set(id, { w: size.width, h: size.height })
		yield line(toImageAsset(id, file, { w: size.width, h: size.height }))
	}
	for (const record of records) {
		if (record.typeName === 'binding') yield line({ ...record, meta: {} })
		else if (isCard(record)) {
			const card = cards.get(record.id)
			if (card) yield line(toGeoShape(record, labels, card))
			const attached = toAttachedImage(record, stored)
			if (attached) yield line(attached)
		} else if (isImage(record)) yield line(toImageShape(record, stored))
		else yield line(toTldrawShape(record, labels, meanings.get(record.id)))
	}
	yield line({ id: PAGE_ID, typeName: 'page', name: board.title, index: 'a1', meta: {} })
	const document = { id: 'document:document', typeName: 'document', gridSize: 10, name: board.title, meta: {} }
	yield `${JSON.stringify(document)}\n]}\n`
}

function line(record: object): string {
	return `${JSON.stringify(record)},\n`
}

/** The tldraw colour closest to that of each kind. No two kinds share a colour. */
const COLOURS: Record<CardKind, TLGeoShape['props']['color']> = {
	obstacle: 'orange',
	solution: 'green',
	case: 'light-blue',
	resource: 'light-violet',
	question: 'yellow',
	action: 'blue',
	note: 'grey',
}
/** Scales tldraw's smallest text size to 13 units, the smallest text size of cards. */
const TEXT_SCALE = 0.72
/** Maximum length of a first or last line that fits into the header or footer of a card. */
const SHORT_LINE = 20

/**
 * Builds the rectangle of a card, with its kind, text, city and author. It is high enough for the
 * text, since tldraw measures the text only when the shape is edited.
 */
function toGeoShape(shape: CardShape, labels: ExportLabels, card: Card): TLGeoShape {
	const { w, h, kind, text } = shape.props
	const head = cardLabel(card, namesIn(labels)).join(' · ')
	const foot = [card.city, card.author].filter(Boolean).join(' · ')
	const scale = cardScale(shape.props)
	const rows = [text, ...[head, foot].filter((line) => line.length > SHORT_LINE)].join('\n')
	const height = scale * estimateCardHeight({ w: w / scale, h: h / scale, text: rows })
	return {
		...shape,
		type: 'geo',
		meta: charretteMeta(shape, { ...cardData(card), head, foot }),
		props: {
			geo: 'rectangle',
			w,
			h,
			growY: Math.max(0, Math.ceil(height - h)),
			scale: TEXT_SCALE * scale,
			dash: 'solid',
			color: COLOURS[kind],
			fill: 'solid',
			size: 's',
			font: 'sans',
			align: 'start',
			verticalAlign: 'start',
			labelColor: 'black',
			richText: richText(head, text, foot),
			url: '',
		},
	}
}

/**
 * Builds a text between two added paragraphs: a bold first one and, if not empty, an italic last
 * one.
 */
function richText(head: string, text: string, foot: string): TLRichText {
	const blocks: TextBlock[] = []
	for (const { isItem, spans } of parseCardText(text)) {
		const line = {
			type: 'paragraph',
			...(spans.length > 0 && { content: spans.map((span) => textNode(span.text, span.isBold && 'bold')) }),
		}
		const last = blocks.at(-1)
		const item = { type: 'listItem', content: [line] }
		if (!isItem) blocks.push(line)
		else if (last?.type === 'bulletList') last.content?.push(item)
		else blocks.push({ type: 'bulletList', content: [item] })
	}
	return {
		type: 'doc',
		content: [paragraph(head, 'bold'), ...blocks, ...(foot ? [paragraph(foot, 'italic')] : [])],
	}
}

/** A paragraph, or a list of items. */
interface TextBlock {
	type: string
	content?: object[]
}

function paragraph(text: string, mark?: 'bold' | 'italic') {
	if (text === '') return { type: 'paragraph' }
	return { type: 'paragraph', content: [textNode(text, mark)] }
}

function textNode(text: string, mark?: 'bold' | 'italic' | false) {
	return { type: 'text', text, ...(mark ? { marks: [{ type: mark }] } : {}) }
}

/**
 * Builds a link, cluster or stroke, which are tldraw shapes already. A link gets its meaning as
 * text.
 */
function toTldrawShape(shape: TLShape, labels: ExportLabels, meaning: LinkMeaning | undefined): TLShape {
	if (shape.type !== 'arrow' || !meaning) return { ...shape, meta: charretteMeta(shape, {}) }
	const arrow = shape as TLArrowShape
	const scale = TEXT_SCALE * arrow.props.scale
	const props: TLArrowShape['props'] = { ...arrow.props, text: labels.meanings[meaning], scale }
	return { ...arrow, props, meta: charretteMeta(arrow, { meaning }) }
}

interface Size {
	w: number
	h: number
}

/** Builds an image, without an asset if its file is no longer stored. */
function toImageShape(image: ImageShape, stored: ReadonlyMap<ImageId, Size>): TLImageShape {
	const { path } = image.props
	const id = imageIdOf(path)
	return {
		...image,
		props: imageProps(image.props, stored.has(id) ? assetIdOf(id) : null),
		meta: charretteMeta(image, {}),
	}
}

function imageProps({ w, h, alt }: Size & { alt: string }, assetId: TLAssetId | null): TLImageShape['props'] {
	return { w, h, assetId, altText: alt, playing: true, url: '', crop: null, flipX: false, flipY: false }
}

/**
 * Length of the longer side of a card's image, which is in the card's upper right corner, and its
 * distance from the edges.
 */
const ATTACHED = { side: 40, margin: 6 }

/**
 * Builds the image of a card (DETAIL2) as a shape above it. Returns null if the card has none, or
 * if its file is no longer stored.
 */
function toAttachedImage(card: CardShape, stored: ReadonlyMap<ImageId, Size>): TLImageShape | null {
	const image = readCardImage(card.meta)
	const id = image && imageIdOf(image.path)
	const size = id && stored.get(id)
	if (!size) return null
	const scale = ATTACHED.side / Math.max(size.w, size.h)
	const [w, h] = [Math.max(1, size.w * scale), Math.max(1, size.h * scale)]
	return {
		...card,
		id: `${card.id.slice(0, 60)}-image` as TLShape['id'],
		type: 'image',
		x: card.x + card.props.w - w - ATTACHED.margin,
		y: card.y + ATTACHED.margin,
		index: `${card.index}V` as TLShape['index'],
		props: imageProps({ w, h, alt: image.alt }, assetIdOf(id)),
		meta: { charrette: { card: card.id } },
	}
}

/** Builds the asset with the bytes of an image, and its size in pixels. */
function toImageAsset(id: ImageId, { type, bytes }: ImageFile, { w, h }: Size): TLImageAsset {
	const src = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
	const props = { name: id, src, mimeType: type, isAnimated: false, w, h }
	return { id: assetIdOf(id), typeName: 'asset', type: 'image', props, meta: {} }
}

function assetIdOf(id: ImageId): TLAssetId {
	return `asset:${id}` as TLAssetId
}

/**
 * Returns the `meta` of an exported shape, for fields that tldraw has no property for. All other
 * `meta` is left out.
 */
function charretteMeta(shape: TLShape, extra: JsonObject): JsonObject {
	const charrette = { ...extra, ...(shape.meta['isSetUp'] === true ? { isSetUp: true } : {}) }
	return Object.keys(charrette).length > 0 ? { charrette } : {}
}

import {
	type BoardRecord,
	type Card,
	type CardImage,
	type CardShape,
	cardData,
	cardLabel,
	cardScale,
	estimateCardHeight,
	type ImageId,
	imageIdOf,
	isCard,
	isImage,
	KIND_COLOURS,
	type Link,
	linkCurve,
	namesIn,
	pagePosition,
} from '@charrette/shared'
import type { TLDrawShape, TLFrameShape } from '@tldraw/tlschema'
import type { ImageFile } from '../../ports/ImageStore.ts'
import { type ExportedBoard, type ExportMeta, imageIdsOf, projectRecords } from '../ExportedBoard.ts'
import { type ExportLabels, exportLabelsIn } from '../labels.ts'
import { parseImage } from '../report/parseImage.ts'
import {
	arrowElement,
	boundText,
	cardHeight,
	type ExcalidrawElement,
	elementOf,
	frameElement,
	labelText,
} from './elements.ts'

/**
 * Maximum size of all images in a file, and of a single image, since Excalidraw accepts no larger
 * one.
 */
const MAX_FILES_BYTES = 24 * 1024 * 1024
const MAX_FILE_BYTES = 3 * 1024 * 1024

/**
 * Writes a board as a drawing of Excalidraw, in chunks. Cards are rectangles with their text in the
 * colours of their kinds, and a line with kind, city and author. Links are bound arrows with their
 * meaning, clusters are frames; strokes and images stay what they are. An import restores the
 * shapes from `customData.charrette`:
 *
 *     card     `cardData`
 *     text     {labelOf}            the added line of that card
 *     image    {alt, card?}         `card`: attached to that card, shown on it
 *     link     {meaning}
 */
export async function* toExcalidraw(
	exported: ExportedBoard,
	{ locale, origin }: Pick<ExportMeta, 'locale' | 'origin'>,
): AsyncGenerator<string> {
	yield `{"type":"excalidraw","version":2,"source":${JSON.stringify(origin)},\n"files":{`
	const files = new Map<ImageId, Size>()
	let bytesLeft = MAX_FILES_BYTES
	for (const id of imageIdsOf(exported.content)) {
		const file = await readSmall(exported, id)
		const size = file && parseImage(file.bytes)
		if (!size || file.bytes.length > bytesLeft) continue
		bytesLeft -= file.bytes.length
		yield `${files.size > 0 ? ',' : ''}\n${JSON.stringify(id)}:${JSON.stringify(fileEntry(id, file))}`
		files.set(id, { w: size.width, h: size.height })
	}
	yield '},\n"elements":['
	let separator = '\n'
	for (const element of elementsOf(exported, files, exportLabelsIn(locale))) {
		yield separator + JSON.stringify(element)
		separator = ',\n'
	}
	yield '],\n"appState":{"gridSize":20,"viewBackgroundColor":"#ffffff"}}\n'
}

interface Size {
	w: number
	h: number
}

/**
 * Reads an image, or a smaller copy if it is too large. Returns null if the image is not stored, or
 * if the copy is too large as well.
 */
async function readSmall(exported: ExportedBoard, id: ImageId): Promise<ImageFile | null> {
	const whole = await exported.readImage(id)
	const file = whole && whole.bytes.length > MAX_FILE_BYTES ? await exported.readImage(id, 1024) : whole
	return file && file.bytes.length <= MAX_FILE_BYTES ? file : null
}

function fileEntry(id: ImageId, { type, bytes }: ImageFile) {
	return { id, mimeType: type, dataURL: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`, created: 1 }
}

type Shape = Extract<BoardRecord, { typeName: 'shape' }>

/** The state of a board while its elements are built. */
interface Drawing {
	records: ReadonlyMap<string, BoardRecord>
	cards: ReadonlyMap<string, Card>
	files: ReadonlyMap<ImageId, Size>
	labels: ExportLabels
}

/**
 * Yields the elements from back to front. Excalidraw expects the members of a cluster right before
 * their frame; links are last.
 */
function* elementsOf(
	exported: ExportedBoard,
	files: Drawing['files'],
	labels: ExportLabels,
): Generator<ExcalidrawElement> {
	const records = new Map(projectRecords(exported).map((record) => [record.id as string, record]))
	const cards = new Map(exported.content.cards.map((card) => [card.id, card]))
	const drawing: Drawing = { records, cards, files, labels }
	const byFrame = new Map<string | null, ExcalidrawElement[]>()
	const frames: ExcalidrawElement[] = []
	const ends = new Map<string, ExcalidrawElement>()
	for (const record of records.values()) {
		if (record.typeName !== 'shape' || record.type === 'arrow') continue
		const elements = elementsOfShape(record, drawing)
		const [first] = elements
		if (!first) continue
		if (first.type === 'frame') frames.push(first)
		else byFrame.set(first.frameId, [...(byFrame.get(first.frameId) ?? []), ...elements])
		if (first.type === 'rectangle') ends.set(record.id, first)
	}
	// Each arrow adds its id to the elements at its ends, so all arrows are built before the first
	// element is written.
	const arrows = exported.content.links.flatMap((link) => elementsOfLink(link, ends, labels))
	for (const frame of frames) {
		yield* byFrame.get(frame.id) ?? []
		yield frame
	}
	yield* byFrame.get(null) ?? []
	yield* arrows
}

function elementsOfShape(shape: Shape, drawing: Drawing): ExcalidrawElement[] {
	if (isCard(shape)) return elementsOfCard(shape, drawing)
	if (isImage(shape)) {
		const { w, h, path, alt } = shape.props
		return imageOf(
			{ path, alt },
			{ id: shape.id, frameId: frameOf(shape, drawing), ...at(shape, drawing), w, h },
			drawing,
		)
	}
	if (shape.type === 'frame') {
		const { w, h, name } = shape.props as TLFrameShape['props']
		return [frameElement(shape.id, { ...at(shape, drawing), w, h }, name)]
	}
	return shape.type === 'draw' ? strokeOf(shape as TLDrawShape, drawing) : []
}

const at = (shape: Shape, { records }: Drawing) => pagePosition(shape, records)

function frameOf({ parentId }: Shape, { records }: Drawing): string | null {
	return records.get(parentId)?.id ?? null
}

const TEXT_SIZE = 14
const ATTACHED = { side: 40, margin: 6 }

function elementsOfCard(shape: CardShape, drawing: Drawing): ExcalidrawElement[] {
	const { labels } = drawing
	const content = drawing.cards.get(shape.id)
	if (!content) return []
	const { w, h, kind, text } = shape.props
	const { city, author, image } = content
	const fontSize = TEXT_SIZE * cardScale(shape.props)
	const height = Math.max(estimateCardHeight({ w, h, text }), cardHeight(text, { w, fontSize }))
	const { ink, fill } = KIND_COLOURS[kind]
	const card = elementOf(
		'rectangle',
		shape.id,
		{ ...at(shape, drawing), w, h: height },
		{
			...{ strokeColor: ink, backgroundColor: fill, roundness: { type: 3 }, opacity: Math.round(shape.opacity * 100) },
			...{ frameId: frameOf(shape, drawing), groupIds: [`group:${shape.id}`] },
			customData: { charrette: cardData(content) },
		},
	)
	const label = [...cardLabel(content, namesIn(labels)), city, author].filter(Boolean)
	const attached = image ? imageOf(image, attachedPlace(card, image, drawing), drawing, card) : []
	// Excalidraw removes an empty text.
	const texts = text === '' ? [] : [boundText(`text:${shape.id}`, card, { text, fontSize })]
	return [card, ...texts, labelText(`label:${shape.id}`, card, { text: label.join(' · '), ink }), ...attached]
}

/** Returns the position of an attached image: the upper right corner of its card. */
function attachedPlace(card: ExcalidrawElement, { path }: CardImage, { files }: Drawing) {
	const size = files.get(imageIdOf(path)) ?? { w: 1, h: 1 }
	const scale = ATTACHED.side / Math.max(size.w, size.h)
	const [w, h] = [Math.max(1, size.w * scale), Math.max(1, size.h * scale)]
	const place = { x: card.x + card.width - w - ATTACHED.margin, y: card.y + ATTACHED.margin, w, h }
	return { id: `image:${card.id}`, frameId: card.frameId, ...place }
}

/** Builds an image; returns nothing if its file is not in the drawing. */
function imageOf(
	{ path, alt }: CardImage,
	{ id, frameId, ...place }: { id: string; frameId: string | null; x: number; y: number } & Size,
	{ files }: Drawing,
	card?: ExcalidrawElement,
): ExcalidrawElement[] {
	const fileId = imageIdOf(path)
	if (!files.has(fileId)) return []
	const image = elementOf('image', id, place, {
		...{ fileId, status: 'saved', scale: [1, 1], crop: null, frameId, groupIds: card?.groupIds ?? [] },
		customData: { charrette: { alt, ...(card && { card: card.id }) } },
	})
	return [image]
}

/** The colours of tldraw's pens. */
const PENS: Record<string, string> = {
	...{ black: '#1d1d1d', grey: '#9fa8b2', 'light-violet': '#e085f4', violet: '#ae3ec9', blue: '#4465e9' },
	...{ 'light-blue': '#4ba1f1', yellow: '#f1ac4b', orange: '#e16919', green: '#099268', 'light-green': '#4cb05e' },
	...{ 'light-red': '#f87777', red: '#e03131', white: '#ffffff' },
}
/** Stroke widths by pen size. Excalidraw draws strokes four times as wide. */
const PEN_WIDTHS: Record<string, number> = { s: 0.5, m: 0.9, l: 1.3, xl: 2.5 }

function strokeOf(shape: TLDrawShape, drawing: Drawing): ExcalidrawElement[] {
	const { segments, color, size, scale } = shape.props
	const points = segments.flatMap((segment) => segment.points.map(({ x, y }): [number, number] => [x, y]))
	if (points.length < 2) return []
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
	const [w, h] = [xs, ys].map((values) => {
		const [low, high] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0])
		return high - low
	}) as [number, number]
	const stroke = elementOf(
		'freedraw',
		shape.id,
		{ ...at(shape, drawing), w, h },
		{
			...{ points, pressures: [], simulatePressure: true, lastCommittedPoint: points.at(-1) },
			...{ strokeColor: PENS[color] ?? PENS['black'], strokeWidth: (PEN_WIDTHS[size] ?? 1) * scale },
			...{ frameId: frameOf(shape, drawing), opacity: Math.round(shape.opacity * 100) },
		},
	)
	return [stroke]
}

const LINK_TEXT_SIZE = 12

function elementsOfLink(
	{ id, from, to, meaning }: Link,
	ends: ReadonlyMap<string, ExcalidrawElement>,
	labels: ExportLabels,
): ExcalidrawElement[] {
	const [start, end] = [ends.get(from), ends.get(to)]
	if (!start || !end) return []
	const [a, b] = [start, end].map(({ x, y, width: w, height: h }) => ({ x, y, w, h })) as [Box, Box]
	const curve = linkCurve({ from: a, to: b, bend: 0 })
	const line = curve ? { start: curve.start, end: curve.end } : { start: middleOf(a), end: middleOf(b) }
	const arrow = arrowElement(id, { from: start, to: end, ...line, customData: { charrette: { meaning } } })
	const text = labels.meanings[meaning]
	return [arrow, boundText(`text:${id}`, arrow, { text, fontSize: LINK_TEXT_SIZE })]
}

type Box = Size & { x: number; y: number }
const middleOf = ({ x, y, w, h }: Box) => ({ x: x + w / 2, y: y + h / 2 })

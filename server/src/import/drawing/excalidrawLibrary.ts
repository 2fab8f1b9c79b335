import { z } from 'zod'

const reference = z.string().nullish().catch(null)
const binding = z.looseObject({ elementId: z.string() }).nullish().catch(null)
/** The part of an element that depends on its item: its position and the ids that it names. */
const element = z.looseObject({
	id: z.string(),
	x: z.number(),
	y: z.number(),
	width: z.number().catch(0),
	height: z.number().catch(0),
	containerId: reference,
	frameId: reference,
	groupIds: z.array(z.string()).catch([]),
	startBinding: binding,
	endBinding: binding,
})
const item = z.object({ name: z.string().catch(''), elements: z.array(z.unknown()).catch([]) })
const library = z.object({
	/** The items since version 2 of the format. */
	libraryItems: z.array(item).catch([]),
	/** The elements of each item, in version 1. */
	library: z.array(z.array(z.unknown())).catch([]),
})

type Element = z.output<typeof element>
type Library = { type: 'excalidrawlib' }

const GAP = 80
/** Space around the elements of an item, within its frame. */
const MARGIN = 40
const ITEMS_PER_ROW = 5

/** Whether this is a library of Excalidraw (`.excalidrawlib`). */
export function isExcalidrawLibrary(json: unknown): json is Library {
	return typeof json === 'object' && json !== null && 'type' in json && json.type === 'excalidrawlib'
}

/**
 * Returns the items of a library as a drawing: in rows, since each of them has its own origin, and
 * in frames with their names. Ids are unique in an item only, so they get the number of the item.
 */
export function drawingOfLibrary(json: Library): { elements: unknown[] } {
	const { libraryItems = [], library: former = [] } = library.safeParse(json).data ?? {}
	const elements: unknown[] = []
	let [left, top, rowHeight] = [0, 0, 0]
	for (const [at, { name, elements: own }] of [...libraryItems, ...former.map(unnamed)].entries()) {
		const read = own.map((raw) => element.safeParse(raw).data ?? raw)
		const placed = read.filter(isPlaced)
		const box = boxAround(placed)
		if (at > 0 && at % ITEMS_PER_ROW === 0) [left, top, rowHeight] = [0, top + rowHeight + GAP, 0]
		const by = { x: left + MARGIN - box.x, y: top + MARGIN - box.y, prefix: `${at}/` }
		const [width, height] = [box.width + 2 * MARGIN, box.height + 2 * MARGIN]
		if (name.trim() !== '') elements.push({ type: 'frame', id: by.prefix, name, x: left, y: top, width, height })
		elements.push(...read.map((one) => (isPlaced(one) ? moved(one, by) : one)))
		left += width + GAP
		rowHeight = Math.max(rowHeight, height)
	}
	return { elements }
}

const unnamed = (elements: unknown[]) => ({ name: '', elements })
const isPlaced = (one: unknown): one is Element => typeof one === 'object' && one !== null && 'groupIds' in one

function boxAround(elements: readonly Element[]): { x: number; y: number; width: number; height: number } {
	const bound = (pick: (one: Element) => number, of: (a: number, b: number) => number) =>
		elements.map(pick).reduce((one, other) => of(one, other), elements[0] ? pick(elements[0]) : 0)
	const x = bound((one) => one.x, Math.min)
	const y = bound((one) => one.y, Math.min)
	const right = bound((one) => one.x + one.width, Math.max)
	const bottom = bound((one) => one.y + one.height, Math.max)
	return { x, y, width: right - x, height: bottom - y }
}

function moved(one: Element, { x, y, prefix }: { x: number; y: number; prefix: string }): Element {
	const named = <Id extends string | null | undefined>(id: Id) => (id ? `${prefix}${id}` : id)
	const bound = (to: Element['startBinding']) => to && { ...to, elementId: `${prefix}${to.elementId}` }
	return {
		...one,
		...{ x: one.x + x, y: one.y + y, id: `${prefix}${one.id}` },
		...{ containerId: named(one.containerId), frameId: named(one.frameId) },
		groupIds: one.groupIds.map((id) => `${prefix}${id}`),
		...{ startBinding: bound(one.startBinding), endBinding: bound(one.endBinding) },
	}
}

import { groupBy } from '@charrette/shared'

/** The part of an element of Excalidraw that says what it belongs to. */
interface Element {
	id: string
	type: string
	x: number
	y: number
	width: number
	height: number
	text: string
	originalText: string
	containerId: string | null
	/** The innermost first. */
	groupIds: readonly string[]
}

/** The texts of shapes, and the shapes that further elements of their groups belong to. */
interface JoinedGroups {
	/** The text of a shape or arrow, by its id. */
	labels: Map<string, string>
	/** The element whose card an element belongs to, by its id. */
	parts: Map<string, string>
}

const SHAPES = ['rectangle', 'ellipse', 'diamond']
/** Elements of a group that are compared with each other. */
const MAX_COMPARED = 200

/**
 * Joins the elements of each innermost group that are one note: a text that lies in a shape is the
 * text of that shape, as before shapes had texts of their own. If a group has a single note, its
 * other shapes belong to it, so that an arrow to any of them is an arrow to the note.
 */
export function joinGroups(elements: readonly Element[]): JoinedGroups {
	const labels = new Map<string, string>()
	const parts = new Map<string, string>()
	for (const { id, containerId, text, originalText } of elements)
		if (containerId) {
			labels.set(containerId, [labels.get(containerId), originalText || text].filter(Boolean).join('\n'))
			parts.set(id, containerId)
		}
	const groups = groupBy(
		elements.filter(({ groupIds }) => groupIds.length > 0),
		({ groupIds }) => groupIds[0],
	)
	for (const group of groups.values()) joinGroup(group.slice(0, MAX_COMPARED), { labels, parts })
	return { labels, parts }
}

function joinGroup(group: readonly Element[], { labels, parts }: JoinedGroups): void {
	const shapes = group.filter(({ type }) => SHAPES.includes(type))
	const texts = group.filter(({ type, containerId }) => type === 'text' && !containerId)
	const bare = new Set(shapes.filter(({ id }) => !labels.has(id)))
	for (const text of texts) {
		const around = smallestAround(text, [...bare])
		if (!around) continue
		const written = [labels.get(around.id), text.originalText || text.text]
		labels.set(around.id, written.filter(Boolean).join('\n'))
		parts.set(text.id, around.id)
	}
	const notes = [...shapes.filter(({ id }) => labels.has(id)), ...texts.filter(({ id }) => !parts.has(id))]
	const [note, ...others] = notes
	if (!note || others.length > 0) return
	for (const { id } of shapes) if (id !== note.id) parts.set(id, note.id)
}

/** Returns the smallest shape around the middle of a text. */
function smallestAround(text: Element, shapes: readonly Element[]): Element | undefined {
	const [x, y] = [text.x + text.width / 2, text.y + text.height / 2]
	const around = shapes.filter(
		(shape) => x >= shape.x && x <= shape.x + shape.width && y >= shape.y && y <= shape.y + shape.height,
	)
	const areaOf = ({ width, height }: Element) => width * height
	return around.sort((one, other) => areaOf(one) - areaOf(other))[0]
}

import type { Editor, TLRenderingShape } from '@tldraw/tldraw'

/** How tldraw asks what to draw, for the screen and for a picture; not in its types. */
type RenderingEditor = Editor & { getUnorderedRenderingShapes(isOnScreen: boolean): TLRenderingShape[] }

/** What lies under what, from the paper up. A link's line crosses no card that it does not join, and so no text. */
const LAYERS: Record<string, number> = { frame: 0, arrow: 1 }
const TOP_LAYER = 2

/** Has clusters drawn under links, and links under all else, whatever was made first. */
export function layerShapes(editor: Editor): void {
	const drawing = editor as RenderingEditor
	const order = drawing.getUnorderedRenderingShapes.bind(drawing)
	drawing.getUnorderedRenderingShapes = (isOnScreen) => sortByLayer(order(isOnScreen))
}

/** The same places, lowest first, given out layer by layer; within a layer the order stays. */
function sortByLayer(shapes: TLRenderingShape[]): TLRenderingShape[] {
	const layers: TLRenderingShape[][] = [[], [], []]
	for (const shape of shapes) layers[LAYERS[shape.shape.type] ?? TOP_LAYER]?.push(shape)
	return layers.flat().map((shape, at) => ({ ...shape, index: shapes[at]?.index ?? shape.index }))
}

import { CARD_KINDS, isCard } from '@charrette/shared'
import { Box, type Editor } from '@tldraw/tldraw'
import { type MapScale, minimapScale, onMap } from './minimapScale.ts'

/** In px of the screen. */
export const MINIMAP_SIZE = { w: 208, h: 132 }
const MARGIN = 8
/** A card is no smaller than this, or it could not be seen. */
const LEAST_PX = 2

/** Draws the clusters and cards of the board in their kinds' colours; gives the scale at which it did. */
export function drawMinimap(editor: Editor, canvas: HTMLCanvasElement): MapScale {
	const ratio = window.devicePixelRatio
	canvas.width = MINIMAP_SIZE.w * ratio
	canvas.height = MINIMAP_SIZE.h * ratio
	const scale = minimapScale(editor.getCurrentPageBounds() ?? new Box(), MINIMAP_SIZE, MARGIN)
	const pen = canvas.getContext('2d')
	if (!pen) return scale
	pen.scale(ratio, ratio)
	const theme = getComputedStyle(canvas)
	const colours = new Map(CARD_KINDS.map((kind) => [kind, theme.getPropertyValue(`--${kind}`)]))
	const line = theme.getPropertyValue('--line-strong')
	for (const shape of editor.getCurrentPageShapesSorted()) {
		const bounds = editor.getShapePageBounds(shape)
		if (!bounds) continue
		const { x, y, w, h } = onMap(scale, bounds)
		if (isCard(shape)) {
			pen.fillStyle = colours.get(shape.props.kind) ?? line
			pen.fillRect(x, y, Math.max(LEAST_PX, w), Math.max(LEAST_PX, h))
		} else if (shape.type === 'frame') {
			pen.strokeStyle = line
			pen.strokeRect(x, y, w, h)
		}
	}
	return scale
}

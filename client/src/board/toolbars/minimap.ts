import { CARD_KINDS, isCard } from '@charrette/shared'
import { type Atom, atom, Box, type Editor } from '@tldraw/tldraw'
import type { Rect } from '../viewport/freeSpace.ts'

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
		const { x, y, w, h } = toMap(scale, bounds)
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

/** How a board is laid on a small map: `scale` px of the map for a board unit, after the board was moved by `x`, `y` units. */
export interface MapScale {
	x: number
	y: number
	scale: number
}

/** Lays `content` (board units) whole on a map of `size` px, in its middle. */
export function minimapScale(content: Rect, size: { w: number; h: number }, margin: number): MapScale {
	const room = { w: size.w - margin * 2, h: size.h - margin * 2 }
	const scale = Math.min(room.w / Math.max(1, content.w), room.h / Math.max(1, content.h))
	return {
		x: size.w / 2 / scale - (content.x + content.w / 2),
		y: size.h / 2 / scale - (content.y + content.h / 2),
		scale,
	}
}

/** Where a place of the board lies on the map, in px. */
export function toMap({ x, y, scale }: MapScale, place: Rect): Rect {
	return { x: (place.x + x) * scale, y: (place.y + y) * scale, w: place.w * scale, h: place.h * scale }
}

/** What point of the board lies under a point of the map. */
export function toBoard({ x, y, scale }: MapScale, point: { x: number; y: number }): { x: number; y: number } {
	return { x: point.x / scale - x, y: point.y / scale - y }
}

const STORAGE_KEY = 'charrette.minimap'

/** Whether the minimap is shown: off until the person switches it on in this browser. */
export interface MinimapSetting {
	isShown: Atom<boolean>
	toggle(): void
}

export function createMinimapSetting(): MinimapSetting {
	const isShown = atom('is minimap shown', localStorage.getItem(STORAGE_KEY) === 'on')
	const toggle = () => localStorage.setItem(STORAGE_KEY, isShown.update((was) => !was) ? 'on' : 'off')
	return { isShown, toggle }
}

import { CARD_KINDS, isCard, type Rect } from '@charrette/shared'
import { localStore } from '../../connection/browserStorage.ts'
import { LOCAL_KEYS } from '../../connection/storageKeys.ts'
import type { Editor } from '../engine/editor.ts'
import { Box } from '../engine/shapes.ts'
import { type Atom, atom } from '../engine/signals.ts'

/** Screen px. */
export const MINIMAP_SIZE = { w: 208, h: 132 }
const MARGIN = 8
/** The minimum size of a card on the minimap. */
const MIN_PX = 2

/** Draws the clusters, and the cards in the colours of their kinds. Returns the scale. */
export function drawMinimap(editor: Editor, canvas: HTMLCanvasElement): MapScale {
	const ratio = window.devicePixelRatio
	canvas.width = MINIMAP_SIZE.w * ratio
	canvas.height = MINIMAP_SIZE.h * ratio
	const scale = minimapScale(editor.getCurrentPageBounds() ?? new Box(), MINIMAP_SIZE, MARGIN)
	const context = canvas.getContext('2d')
	if (!context) return scale
	context.scale(ratio, ratio)
	const theme = getComputedStyle(canvas)
	const colours = new Map(CARD_KINDS.map((kind) => [kind, theme.getPropertyValue(`--${kind}`)]))
	const line = theme.getPropertyValue('--line-strong')
	for (const shape of editor.getCurrentPageShapesSorted()) {
		const bounds = editor.getShapePageBounds(shape)
		if (!bounds) continue
		const { x, y, w, h } = toMap(scale, bounds)
		if (isCard(shape)) {
			context.fillStyle = colours.get(shape.props.kind) ?? line
			context.fillRect(x, y, Math.max(MIN_PX, w), Math.max(MIN_PX, h))
		} else if (shape.type === 'frame') {
			context.strokeStyle = line
			context.strokeRect(x, y, w, h)
		}
	}
	return scale
}

/**
 * The scale of the minimap: the board is moved by `x`, `y` page units, and then a page unit becomes
 * `scale` px.
 */
export interface MapScale {
	x: number
	y: number
	scale: number
}

/** Fits `content` (page units) into a minimap of `size` px, centred. */
export function minimapScale(content: Rect, size: { w: number; h: number }, margin: number): MapScale {
	const space = { w: size.w - margin * 2, h: size.h - margin * 2 }
	const scale = Math.min(space.w / Math.max(1, content.w), space.h / Math.max(1, content.h))
	return {
		x: size.w / 2 / scale - (content.x + content.w / 2),
		y: size.h / 2 / scale - (content.y + content.h / 2),
		scale,
	}
}

/** Converts a rectangle of the board (page units) to px of the minimap. */
export function toMap({ x, y, scale }: MapScale, rect: Rect): Rect {
	return { x: (rect.x + x) * scale, y: (rect.y + y) * scale, w: rect.w * scale, h: rect.h * scale }
}

/** Converts a point of the minimap (px) to a point of the board (page units). */
export function toBoard({ x, y, scale }: MapScale, point: { x: number; y: number }): { x: number; y: number } {
	return { x: point.x / scale - x, y: point.y / scale - y }
}

/** Whether the minimap is shown: off until the person switches it on in this browser. */
export interface MinimapSetting {
	isShown: Atom<boolean>
	toggle(): void
}

export function createMinimapSetting(): MinimapSetting {
	const isShown = atom('is minimap shown', localStore.read(LOCAL_KEYS.minimap) === 'on')
	const toggle = () => localStore.write(LOCAL_KEYS.minimap, isShown.update((was) => !was) ? 'on' : 'off')
	return { isShown, toggle }
}

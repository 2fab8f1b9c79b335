import { translateTitle } from '@charrette/shared'
import { Box, type Editor, react, type TLFrameShape, type TLShape } from '@tldraw/tldraw'
import { useEffect, useState } from 'react'
import { readLocale } from '../../i18n/useTranslation.ts'
import { boardUi } from '../boardUi.ts'
import { measureCard } from '../card/measureCard.ts'
import { type Camera, fitCamera } from './camera.ts'
import type { Rect } from './freeSpace.ts'
import type { Insets } from './insets.ts'
import {
	type PresentationSlide,
	type PresentedCluster,
	type PresentedShape,
	presentationSlides,
} from './presentationSlides.ts'

/** The space that a presentation has on the screen. */
export interface PresentationSpace {
	insets: Insets
	/** Returns the smallest readable size of card text (px) on a screen of this height (px). */
	minTextPx: (screenHeight: number) => number
}

/** Minimum interval between two reads of the board while people work on it. */
const READ_MS = 1200
/** Size of card text on a board without cards, in board units. */
const USUAL_TEXT = 15
/** Text is shown no larger than this multiple of the smallest readable size. */
const MAX_ENLARGEMENT = 1.5

/**
 * Returns the slides of the board's presentation, kept up to date; null until they are read. With
 * an `area` (board units) they have only the shapes whose centre is in it.
 */
export function usePresentation(
	editor: Editor,
	space: PresentationSpace,
	area: Rect | null = null,
): readonly PresentationSlide[] | null {
	const [slides, setSlides] = useState<readonly PresentationSlide[] | null>(null)
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | null = null
		let key = ''
		const read = () => {
			timer = null
			const found = presentationSlides(readPresented(editor, area), partOf(editor, space))
			const foundKey = JSON.stringify(found)
			if (foundKey !== key) setSlides(found)
			key = foundKey
		}
		const stop = react('presentation', () => {
			boardUi(editor).content.get()
			editor.getCurrentPageBounds()
			editor.getViewportScreenBounds()
			timer ??= setTimeout(read, key === '' ? 0 : READ_MS)
		})
		return () => {
			stop()
			if (timer) clearTimeout(timer)
		}
	}, [editor, space, area])
	return slides
}

/** Returns the camera that shows a slide as large as possible, up to `MAX_ENLARGEMENT`. */
export function cameraFor(
	editor: Editor,
	{ rect }: PresentationSlide,
	{ insets, minTextPx }: PresentationSpace,
): Camera {
	const { w, h } = editor.getViewportScreenBounds()
	const maxZoom = (minTextPx(h) / USUAL_TEXT) * MAX_ENLARGEMENT
	return fitCamera(rect, { w, h }, { insets, minZoom: 0, maxZoom })
}

/**
 * Returns the size of the largest part of the board, in board units, at which the smallest text is
 * readable.
 */
function partOf(editor: Editor, { insets, minTextPx }: PresentationSpace): { w: number; h: number } {
	const { w, h } = editor.getViewportScreenBounds()
	const sizes = editor.getCurrentPageShapes().flatMap((shape) => (shape.type === 'card' ? fontSizeOf(shape) : []))
	const zoom = minTextPx(h) / Math.min(USUAL_TEXT, ...sizes)
	return { w: (w - insets.left - insets.right) / zoom, h: (h - insets.top - insets.bottom) / zoom }
}

const fontSizeOf = (shape: TLShape) => measureCard(shape as Parameters<typeof measureCard>[0]).fontSize

/** Returns the title of a cluster in the interface language. */
const titleOf = ({ props }: TLFrameShape) => translateTitle(props.name.trim(), readLocale())

function readPresented(editor: Editor, area: Rect | null) {
	const shapes: PresentedShape[] = []
	const clusters: PresentedCluster[] = []
	for (const shape of editor.getCurrentPageShapes()) {
		const bounds = editor.getShapePageBounds(shape)
		if (!bounds || shape.type === 'arrow') continue
		if (area && shape.type !== 'frame' && !Box.From(area).containsPoint(bounds.center)) continue
		const { id } = shape
		const { x, y, w, h } = bounds
		if (shape.type === 'frame') clusters.push({ id, title: titleOf(shape as TLFrameShape), x, y, w, h })
		// The lines of a template reach over the whole board, so they are left out.
		else if (shape.type !== 'draw' || !shape.meta['isSetUp'])
			shapes.push({ id, cluster: shape.parentId === editor.getCurrentPageId() ? null : shape.parentId, x, y, w, h })
	}
	return { shapes, clusters, links: boardUi(editor).content.get().links }
}

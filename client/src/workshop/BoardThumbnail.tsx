import {
	type BoardDigest,
	countCards,
	DIGEST_SHAPES,
	type DigestShape,
	readDigestShapes,
	type Snapshot,
} from '@charrette/shared'
import { useEffect, useMemo, useRef } from 'react'
import { joinClasses } from '../ui/joinClasses.ts'
import styles from './BoardThumbnail.module.css'

/** A board in small: where its cards lie, in the colours of their kinds. Drawn on one canvas, and anew only when it changes. */
export function BoardThumbnail({ digest, className }: { digest: BoardDigest | null; className?: string | undefined }) {
	const canvas = useRef<HTMLCanvasElement>(null)
	useEffect(() => {
		const element = canvas.current
		if (!element) return
		const draw = () => {
			const { clientWidth: w, clientHeight: h } = element
			const ratio = window.devicePixelRatio || 1
			element.width = Math.round(w * ratio)
			element.height = Math.round(h * ratio)
			const context = element.getContext('2d')
			if (!context || !digest) return
			context.scale(ratio, ratio)
			drawDigest(context, digest, { size: { w, h }, palette: paletteOf(element) })
		}
		draw()
		const onSize = new ResizeObserver(draw)
		onSize.observe(element)
		const onTheme = new MutationObserver(draw)
		onTheme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
		return () => {
			onSize.disconnect()
			onTheme.disconnect()
		}
	}, [digest])
	return (
		<span className={joinClasses(styles['thumbnail'], className)} aria-hidden="true">
			<canvas ref={canvas} data-cards={digest ? countCards(digest) : undefined} />
		</span>
	)
}

/** How a board looked in small at a moment that was kept; empty where an earlier release did not look. */
export function SnapshotThumbnail({ snapshot, className }: { snapshot: Snapshot; className?: string | undefined }) {
	const digest = useMemo(() => digestOf(snapshot), [snapshot])
	return <BoardThumbnail digest={digest} className={className} />
}

/** What a board in small is drawn of. */
function digestOf({ board, at, look }: Snapshot): BoardDigest | null {
	if (!look) return null
	const shapes = Uint8Array.from(atob(look.preview.shapes), (letter) => letter.charCodeAt(0))
	const none = { obstacle: 0, solution: 0, case: 0, resource: 0, question: 0, action: 0 }
	const coverage = { obstacles: 0, answered: 0, open: 0, shared: 0 }
	const cards = { ...none, note: look.cards }
	return { board, box: look.preview.box, shapes, cards, coverage, writers: [], fresh: 0, touchedAt: at }
}

/** What each shape is filled and edged with. */
export type Palette = Record<DigestShape, { fill: string; edge: string }>

/** The palette where this element stands, so that small boards go with the theme. */
function paletteOf(element: Element): Palette {
	const style = getComputedStyle(element)
	const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
	const entries = DIGEST_SHAPES.map((shape) => {
		if (shape === 'cluster') return [shape, { fill: token('surface'), edge: token('line-strong') }]
		if (shape === 'image') return [shape, { fill: token('sunken'), edge: token('line-strong') }]
		return [shape, { fill: token(`${shape}-fill`), edge: token(shape) }]
	})
	return Object.fromEntries(entries) as Palette
}

interface DrawOptions {
	/** Of the picture, in px. */
	size: Size
	palette: Palette
}

/** No card is too small to be seen. */
const MIN_SIZE_PX = 3
/** From this height on a card has the edge of its kind, as on the board; a smaller one is its colour alone. */
const EDGED_PX = 7
const EDGE_PX = 3

/** Draws a digest into a picture of this size, in its proportions and in its middle. */
function drawDigest(context: CanvasRenderingContext2D, digest: BoardDigest, { size, palette }: DrawOptions): void {
	const { x, y, w, h } = fitThumbnail(digest.box, size)
	for (const one of readDigestShapes(digest)) {
		const [left, top] = [x + one.x * w, y + one.y * h]
		const [wide, high] = [Math.max(MIN_SIZE_PX, one.w * w), Math.max(MIN_SIZE_PX, one.h * h)]
		const { fill, edge } = palette[one.shape]
		const isSmall = one.shape !== 'cluster' && high < EDGED_PX
		context.fillStyle = isSmall ? edge : fill
		context.strokeStyle = edge
		context.globalAlpha = one.shape === 'cluster' ? 0.6 : 1
		context.fillRect(left, top, wide, high)
		if (isSmall) continue
		context.lineWidth = 0.75
		context.strokeRect(left, top, wide, high)
		if (one.shape === 'cluster') continue
		context.fillStyle = edge
		context.fillRect(left, top, EDGE_PX, high)
	}
	context.globalAlpha = 1
}

interface Size {
	w: number
	h: number
}

const MARGIN_PX = 10
/** A board with little on it is not blown up beyond this. */
const MAX_SCALE = 0.25

/** Where a board's box lies in a picture of this size: whole, in its proportions, in the middle. */
export function fitThumbnail(box: Size, size: Size): Size & { x: number; y: number } {
	const room = { w: Math.max(1, size.w - 2 * MARGIN_PX), h: Math.max(1, size.h - 2 * MARGIN_PX) }
	const most = MAX_SCALE * Math.max(1, room.w / 320)
	const scale = Math.min(room.w / Math.max(1, box.w), room.h / Math.max(1, box.h), most)
	const [w, h] = [box.w * scale, box.h * scale]
	return { x: (size.w - w) / 2, y: (size.h - h) / 2, w, h }
}

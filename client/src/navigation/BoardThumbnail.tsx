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

/**
 * A thumbnail of a board: its cards in the colours of their kinds, drawn on a canvas when the
 * digest, size or theme changes.
 */
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

/** A thumbnail of a snapshot; empty for snapshots of early releases, which have no digest. */
export function SnapshotThumbnail({ snapshot, className }: { snapshot: Snapshot; className?: string | undefined }) {
	const digest = useMemo(() => digestOf(snapshot), [snapshot])
	return <BoardThumbnail digest={digest} className={className} />
}

/** Converts a snapshot's summary to a digest; values that the thumbnail does not show are zero. */
function digestOf({ board, at, look: summary }: Snapshot): BoardDigest | null {
	if (!summary) return null
	const shapes = Uint8Array.from(atob(summary.preview.shapes), (character) => character.charCodeAt(0))
	const none = { obstacle: 0, solution: 0, case: 0, resource: 0, question: 0, action: 0 }
	const coverage = { obstacles: 0, answered: 0, open: 0, shared: 0 }
	const cards = { ...none, note: summary.cards }
	return { board, box: summary.preview.box, shapes, cards, coverage, writers: [], fresh: 0, touchedAt: at }
}

/** Fill and edge colours by shape. */
type Palette = Record<DigestShape, { fill: string; edge: string }>

/** Returns the colours of the theme around an element. */
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
	/** The size of the thumbnail, in px. */
	size: Size
	palette: Palette
}

/** The smallest width and height of a card. */
const MIN_SIZE_PX = 3
/**
 * The height from which a card has an edge in the colour of its kind; a smaller card is filled with
 * that colour.
 */
const EDGED_PX = 7
const EDGE_PX = 3

/** Draws a digest onto a canvas of this size, centred and without distortion. */
function drawDigest(context: CanvasRenderingContext2D, digest: BoardDigest, { size, palette }: DrawOptions): void {
	const { x, y, w, h } = fitThumbnail(digest.box, size)
	for (const box of readDigestShapes(digest)) {
		const [left, top] = [x + box.x * w, y + box.y * h]
		const [wide, high] = [Math.max(MIN_SIZE_PX, box.w * w), Math.max(MIN_SIZE_PX, box.h * h)]
		const { fill, edge } = palette[box.shape]
		const isSmall = box.shape !== 'cluster' && high < EDGED_PX
		context.fillStyle = isSmall ? edge : fill
		context.strokeStyle = edge
		context.globalAlpha = box.shape === 'cluster' ? 0.6 : 1
		context.fillRect(left, top, wide, high)
		if (isSmall) continue
		context.lineWidth = 0.75
		context.strokeRect(left, top, wide, high)
		if (box.shape === 'cluster') continue
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
/** The largest scale, for boards with few cards. */
const MAX_SCALE = 0.25

/** Returns the rectangle of the whole board within a thumbnail, centred and without distortion. */
export function fitThumbnail(box: Size, size: Size): Size & { x: number; y: number } {
	const inner = { w: Math.max(1, size.w - 2 * MARGIN_PX), h: Math.max(1, size.h - 2 * MARGIN_PX) }
	const maxScale = MAX_SCALE * Math.max(1, inner.w / 320)
	const scale = Math.min(inner.w / Math.max(1, box.w), inner.h / Math.max(1, box.h), maxScale)
	const [w, h] = [box.w * scale, box.h * scale]
	return { x: (size.w - w) / 2, y: (size.h - h) / 2, w, h }
}

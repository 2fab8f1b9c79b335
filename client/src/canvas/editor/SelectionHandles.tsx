import {
	type Editor,
	getCursor,
	type ShapeUtil,
	type TLSelectionForegroundProps,
	type TLSelectionHandle,
	type TLShape,
	track,
	useEditor,
	useSelectionEvents,
	useTransform,
} from '@tldraw/tldraw'
import { type RefObject, useRef } from 'react'
import { joinClasses } from '../../ui/joinClasses.ts'

/** The states in which the selection has handles, and those in which it has a box. */
const HANDLE_STATES = ['select.idle', 'select.pointing_selection', 'select.pointing_shape']
const BOX_STATES = [
	...HANDLE_STATES,
	'select.brushing',
	'select.scribble_brushing',
	'select.pointing_canvas',
	'select.pointing_resize_handle',
]

/* Sizes in screen px. */
const CORNER_PX = 8
const TARGET_PX = 6
/** How much larger a target is on a touch screen. */
const TOUCH_FACTOR = 1.75

/** The sizes of the selection and of its handles, in board units. */
interface Sizes {
	w: number
	h: number
	corner: number
	/** Of the targets for rotating. */
	target: number
	/** Of the targets for resizing. */
	tx: number
	ty: number
	/** Whether the targets lie outside of a selection that is too small for them. */
	isSmallX: boolean
	isSmallY: boolean
}

/**
 * Type of the member that says how far a shape is drawn beyond its bounds. tldraw's types leave it
 * out.
 */
type DrawnShapeUtil = ShapeUtil & { expandSelectionOutlinePx(shape: TLShape): number }

/** Returns the shape if only one is selected, with its util. */
function onlySelected(editor: Editor): { shape: TLShape; util: DrawnShapeUtil } | null {
	const shape = editor.getOnlySelectedShape()
	return shape && { shape, util: editor.getShapeUtil(shape) as DrawnShapeUtil }
}

/** Returns what of the box and the handles is shown in the current state of the editor. */
function shownParts(editor: Editor): { hasBox: boolean; canResize: boolean; canRotate: boolean } {
	if (editor.getInstanceState().isChangingStyle) return { hasBox: false, canResize: false, canRotate: false }
	const only = onlySelected(editor)
	const isLocked = only !== null && editor.isShapeOrAncestorLocked(only.shape)
	const hasHandles = editor.isInAny(...HANDLE_STATES) && !editor.getIsReadonly() && !isLocked
	return {
		hasBox: editor.isInAny(...BOX_STATES) && !only?.util.hideSelectionBoundsFg(only.shape),
		canResize: hasHandles && (!only || (only.util.canResize(only.shape) && !only.util.hideResizeHandles(only.shape))),
		canRotate: hasHandles && !only?.util.hideRotateHandle(only.shape),
	}
}

/**
 * The box around the selection, with the handles that resize and rotate it. tldraw's own component
 * also crops images, and needs the texts of its interface.
 */
export const SelectionHandles = track(function SelectionHandles({ bounds, rotation }: TLSelectionForegroundProps) {
	const editor = useEditor()
	const group = useRef<SVGGElement>(null)
	const { cursor, isCoarsePointer: isTouch } = editor.getInstanceState()
	const { hasBox, canResize, canRotate } = shownParts(editor)
	const only = onlySelected(editor)
	const outline = bounds.clone().expandBy(only ? only.util.expandSelectionOutlinePx(only.shape) : 0)
	const { x, y, width: w, height: h } = outline.zeroFix()
	const offset = { x: x - bounds.x, y: y - bounds.y }
	useTransform(group as RefObject<SVGGElement>, bounds.x, bounds.y, 1, editor.getSelectionRotation(), offset)
	const zoom = editor.getZoomLevel()
	const corner = CORNER_PX / zoom
	const factor = isTouch ? TOUCH_FACTOR : 1
	const target = (TARGET_PX / zoom) * factor
	const [isSmallX, isSmallY] = [w < corner * 4, h < corner * 4]
	const [isTinyX, isTinyY] = [w < corner * 2, h < corner * 2]
	const size = (isSmall: boolean) => (isSmall ? target / 2 : target) * factor * 0.75
	const sizes: Sizes = { w, h, corner, target, tx: size(isSmallX), ty: size(isSmallY), isSmallX, isSmallY }
	const isTiny = isTinyX || isTinyY
	/** Tiny selections have only one or two corners. */
	const hasCorner = { top_left: true, top_right: !isTiny, bottom_right: !isTinyX || !isTinyY, bottom_left: !isTiny }
	const corners = resizeCorners(sizes).map((target) => ({ ...target, isShown: canResize && hasCorner[target.handle] }))
	const targets = [
		...rotateCorners(sizes).map((target) => ({ ...target, isShown: canRotate && !isTouch && !isTiny })),
		...resizeEdges(sizes).map((target) => ({ ...target, isShown: canResize && !isTouch && !isTiny })),
		...corners,
	]
	return (
		<svg className="tl-overlays__item tl-selection__fg" aria-hidden="true">
			<g ref={group}>
				{hasBox && <rect className="tl-selection__fg__outline" width={w} height={h} />}
				<TouchRotateHandle {...{ sizes, zoom }} isShown={canRotate && isTouch && !(isSmallX && isSmallY)} />
				{targets.map(({ cursor: name, ...target }) => (
					<Target
						key={target.handle}
						cursor={cursor.type === 'default' ? getCursor(name, rotation) : undefined}
						{...target}
					/>
				))}
				{corners.map(({ handle, isShown }) => isShown && <Corner key={handle} {...{ handle, sizes }} />)}
			</g>
		</svg>
	)
})

function Corner({ handle, sizes: { w, h, corner } }: { handle: TLSelectionHandle; sizes: Sizes }) {
	const x = (handle.endsWith('right') ? w : 0) - corner / 2
	const y = (handle.startsWith('bottom') ? h : 0) - corner / 2
	return <rect className="tl-corner-handle" width={corner} height={corner} {...{ x, y }} />
}

const rotateCorners = ({ w, h, target }: Sizes) => {
	const square = { width: Math.max(1, target * 3), height: Math.max(1, target * 3) }
	return [
		{ handle: 'top_left_rotate', cursor: 'nwse-rotate', x: -target * 3, y: -target * 3, ...square },
		{ handle: 'top_right_rotate', cursor: 'nesw-rotate', x: w, y: -target * 3, ...square },
		{ handle: 'bottom_left_rotate', cursor: 'swne-rotate', x: -target * 3, y: h, ...square },
		{ handle: 'bottom_right_rotate', cursor: 'senw-rotate', x: w, y: h, ...square },
	] as const
}

const resizeEdges = ({ w, h, tx, ty, isSmallX, isSmallY }: Sizes) => {
	const [across, along] = [Math.max(1, tx * 2), Math.max(1, ty * 2)]
	return [
		{ handle: 'top', cursor: 'ns-resize', x: 0, y: isSmallY ? -ty * 2 : -ty, width: w, height: along },
		{ handle: 'right', cursor: 'ew-resize', x: isSmallX ? w : w - tx, y: 0, width: across, height: h },
		{ handle: 'bottom', cursor: 'ns-resize', x: 0, y: isSmallY ? h : h - ty, width: w, height: along },
		{ handle: 'left', cursor: 'ew-resize', x: isSmallX ? -tx * 2 : -tx, y: 0, width: across, height: h },
	] as const
}

const resizeCorners = ({ w, h, tx, ty, isSmallX, isSmallY }: Sizes) => {
	const size = { width: tx * 3, height: ty * 3 }
	const top = isSmallY ? -ty * 2 : -ty * 1.5
	return [
		{ handle: 'top_left', cursor: 'nwse-resize', x: isSmallX ? -tx * 2 : -tx * 1.5, y: top, ...size },
		{ handle: 'top_right', cursor: 'nesw-resize', x: isSmallX ? w : w - tx * 1.5, y: top, ...size },
		{
			handle: 'bottom_right',
			cursor: 'nwse-resize',
			x: w - (isSmallX ? tx : tx * 1.5),
			y: h - (isSmallY ? ty : ty * 1.5),
			...size,
		},
		{
			handle: 'bottom_left',
			cursor: 'nesw-resize',
			x: isSmallX ? -tx * 3 : -tx * 1.5,
			y: isSmallY ? h : h - ty * 1.5,
			...size,
		},
	] as const
}

interface TargetProps {
	handle: TLSelectionHandle
	isShown: boolean
	cursor: string | undefined
	x: number
	y: number
	width: number
	height: number
}

/** An invisible target. It stays while it is hidden, since its gesture has captured the pointer. */
function Target({ handle, isShown, ...rect }: TargetProps) {
	const events = useSelectionEvents(handle)
	const classes = joinClasses(
		handle.endsWith('rotate') ? 'tl-rotate-corner' : 'tl-resize-handle',
		'tl-transparent',
		!isShown && 'tl-hidden',
	)
	return <rect className={classes} pointerEvents="all" {...rect} {...events} />
}

/** The handle that rotates on a touch screen, above or beside the selection. */
function TouchRotateHandle({ sizes, zoom, isShown }: { sizes: Sizes; zoom: number; isShown: boolean }) {
	const events = useSelectionEvents('mobile_rotate')
	const { w, h, corner, target, isSmallX } = sizes
	const at = isSmallX ? { cx: -target * 1.5, cy: h / 2 } : { cx: w / 2, cy: -target * 1.5 }
	const hidden = !isShown && 'tl-hidden'
	const reach = Math.max(14 / zoom, 20 / Math.max(1, zoom))
	return (
		<>
			<circle
				pointerEvents="all"
				className={joinClasses('tl-transparent', 'tl-mobile-rotate__bg', hidden)}
				r={reach}
				{...at}
				{...events}
			/>
			<circle className={joinClasses('tl-mobile-rotate__fg', hidden)} r={corner / Math.sqrt(Math.PI)} {...at} />
		</>
	)
}

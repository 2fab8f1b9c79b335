import type { Camera } from './Camera.ts'

const KEY_STEP_PX = 80
const LINE_PX = 16
const ZOOM_STEP = 1.25
const MOST_WHEEL_PX = 60
const WHEEL_ZOOM = 0.008

interface Point {
	x: number
	y: number
}

/** Has pointers, the wheel and the keys move the camera; `onFit` is asked for the whole board. */
export function followGestures(view: HTMLElement, camera: Camera, onFit: () => void): void {
	followPointers(view, camera)
	view.addEventListener(
		'wheel',
		(event) => {
			event.preventDefault()
			const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
			const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
			if (!event.ctrlKey && !event.metaKey) return camera.panBy(-dx * unit, -dy * unit)
			const turned = Math.max(-MOST_WHEEL_PX, Math.min(MOST_WHEEL_PX, dy * unit))
			camera.zoomBy(Math.exp(-turned * WHEEL_ZOOM), placeIn(view, event))
		},
		{ passive: false },
	)
	view.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return
		const act = keyOf(event.key, camera, onFit)
		if (!act) return
		event.preventDefault()
		act()
	})
}

function keyOf(key: string, camera: Camera, onFit: () => void): (() => void) | undefined {
	const step = KEY_STEP_PX
	const keys: Record<string, () => void> = {
		ArrowLeft: () => camera.panBy(step, 0),
		ArrowRight: () => camera.panBy(-step, 0),
		ArrowUp: () => camera.panBy(0, step),
		ArrowDown: () => camera.panBy(0, -step),
		'+': () => camera.zoomBy(ZOOM_STEP),
		'=': () => camera.zoomBy(ZOOM_STEP),
		'-': () => camera.zoomBy(1 / ZOOM_STEP),
		'0': onFit,
		Home: onFit,
	}
	return keys[key]
}

/** One pointer pans; two pan and zoom by how far they are apart. */
function followPointers(view: HTMLElement, camera: Camera): void {
	const down = new Map<number, Point>()
	view.addEventListener('pointerdown', (event) => {
		if (event.button > 1) return
		down.set(event.pointerId, placeIn(view, event))
		view.setPointerCapture(event.pointerId)
		view.classList.add('held')
	})
	view.addEventListener('pointermove', (event) => {
		const before = down.get(event.pointerId)
		if (!before) return
		const now = placeIn(view, event)
		down.set(event.pointerId, now)
		const other = [...down].find(([id]) => id !== event.pointerId)?.[1]
		if (!other) return camera.panBy(now.x - before.x, now.y - before.y)
		const [wasMiddle, middle] = [middleOf(before, other), middleOf(now, other)]
		camera.panBy(middle.x - wasMiddle.x, middle.y - wasMiddle.y)
		camera.zoomBy(apart(now, other) / Math.max(1, apart(before, other)), middle)
	})
	const lift = (event: PointerEvent) => {
		down.delete(event.pointerId)
		view.classList.toggle('held', down.size > 0)
	}
	view.addEventListener('pointerup', lift)
	view.addEventListener('pointercancel', lift)
}

function placeIn(view: HTMLElement, event: MouseEvent): Point {
	const { left, top } = view.getBoundingClientRect()
	return { x: event.clientX - left, y: event.clientY - top }
}

const middleOf = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
const apart = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y)

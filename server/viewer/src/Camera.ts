import type { Rect } from '@charrette/shared'

/** The position of the board's origin in the view in px, and the zoom. */
interface CameraState {
	x: number
	y: number
	z: number
}

const MIN_ZOOM = 0.02
const MAX_ZOOM = 4
/** The minimum zoom for reading cards. */
const READABLE_ZOOM = 0.8
/** The duration of an animated move. */
const MOVE_MS = 260
/** After this time without movement the layer is rendered sharp again. */
const REST_MS = 200
/** Height of the controls at the bottom of the view. */
const FOOT_PX = 56
const MARGIN_PX = { phone: 16, wide: 32 }
const PHONE_PX = 700

/**
 * Pan and zoom of a board. Transforms a layer in a view once a frame, and calls `onChange` each
 * time.
 */
export class Camera {
	readonly #view: HTMLElement
	readonly #layer: HTMLElement
	readonly #onChange: (zoom: number) => void
	#at: CameraState = { x: 0, y: 0, z: 1 }
	#frame = 0
	#animation = 0
	#rest: ReturnType<typeof setTimeout> | undefined

	constructor(view: HTMLElement, layer: HTMLElement, onChange: (zoom: number) => void) {
		this.#view = view
		this.#layer = layer
		this.#onChange = onChange
	}

	get zoom(): number {
		return this.#at.z
	}

	/** Zooms around a point of the view, by default its middle. */
	zoomBy(factor: number, around = { x: this.#view.clientWidth / 2, y: this.#view.clientHeight / 2 }): void {
		this.#animation++
		const { x, y, z } = this.#at
		const zoom = Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, z * factor))
		const by = zoom / z
		this.#set({ x: around.x - (around.x - x) * by, y: around.y - (around.y - y) * by, z: zoom })
	}

	panBy(x: number, y: number): void {
		this.#animation++
		this.#set({ ...this.#at, x: this.#at.x + x, y: this.#at.y + y })
	}

	/** Fits a rectangle into the view, at 100 % or less. */
	fit(rect: Rect, isAnimated = false): void {
		const margin = MARGIN_PX[this.#view.clientWidth < PHONE_PX ? 'phone' : 'wide']
		const area = { w: this.#view.clientWidth - margin * 2, h: this.#view.clientHeight - FOOT_PX - margin * 2 }
		const z = Math.min(1, area.w / Math.max(rect.w, 1), area.h / Math.max(rect.h, 1))
		this.#go(this.#centred(rect, Math.max(MIN_ZOOM, z), FOOT_PX), isAnimated)
	}

	/** Centres a rectangle at a readable zoom. */
	goTo(rect: Rect): void {
		this.#go(this.#centred(rect, Math.max(READABLE_ZOOM, this.#at.z), 0), true)
	}

	#centred({ x, y, w, h }: Rect, z: number, foot: number): CameraState {
		const { clientWidth, clientHeight } = this.#view
		return { x: clientWidth / 2 - (x + w / 2) * z, y: (clientHeight - foot) / 2 - (y + h / 2) * z, z }
	}

	#go(goal: CameraState, isAnimated: boolean): void {
		const animation = ++this.#animation
		if (isAnimated && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
			this.#animate(goal, animation)
			return
		}
		this.#set(goal)
		this.#show()
	}

	#animate(goal: CameraState, animation: number): void {
		const [from, start] = [this.#at, performance.now()]
		const step = (now: number) => {
			if (animation !== this.#animation) return
			const part = Math.min(1, (now - start) / MOVE_MS)
			const eased = 1 - (1 - part) ** 3
			const between = (a: number, b: number) => a + (b - a) * eased
			this.#set({ x: between(from.x, goal.x), y: between(from.y, goal.y), z: between(from.z, goal.z) })
			if (part < 1) requestAnimationFrame(step)
		}
		requestAnimationFrame(step)
	}

	#set(at: CameraState): void {
		this.#at = at
		// While moving, the layer is composited as one image; afterwards it is rendered sharp again.
		this.#layer.classList.add('moving')
		clearTimeout(this.#rest)
		this.#rest = setTimeout(() => this.#layer.classList.remove('moving'), REST_MS)
		if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#show())
	}

	#show(): void {
		this.#frame = 0
		const { x, y, z } = this.#at
		this.#layer.style.transform = `translate(${x}px, ${y}px) scale(${z})`
		this.#onChange(z)
	}
}

const KEY_STEP_PX = 80
const LINE_PX = 16
/** The factor of one step of zoom, by a key or a button. */
export const ZOOM_STEP = 1.25
const MAX_WHEEL_PX = 60
const WHEEL_ZOOM = 0.008

interface Point {
	x: number
	y: number
}

/** Moves the camera by pointers, wheel and keys; `onFit` fits the whole board. */
export function bindGestures(view: HTMLElement, camera: Camera, onFit: () => void): void {
	bindPointers(view, camera)
	view.addEventListener(
		'wheel',
		(event) => {
			event.preventDefault()
			const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
			const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
			if (!event.ctrlKey && !event.metaKey) return camera.panBy(-dx * unit, -dy * unit)
			const turned = Math.max(-MAX_WHEEL_PX, Math.min(MAX_WHEEL_PX, dy * unit))
			camera.zoomBy(Math.exp(-turned * WHEEL_ZOOM), positionIn(view, event))
		},
		{ passive: false },
	)
	view.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return
		const act = actionOf(event.key, camera, onFit)
		if (!act) return
		event.preventDefault()
		act()
	})
}

function actionOf(key: string, camera: Camera, onFit: () => void): (() => void) | undefined {
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

/** Binds pointers: one pans, two pan and zoom by their distance. */
function bindPointers(view: HTMLElement, camera: Camera): void {
	const down = new Map<number, Point>()
	view.addEventListener('pointerdown', (event) => {
		const isLink = event.target instanceof Element && event.target.closest('a') !== null
		if (event.button > 1 || isLink) return
		down.set(event.pointerId, positionIn(view, event))
		view.setPointerCapture(event.pointerId)
		view.classList.add('panning')
	})
	view.addEventListener('pointermove', (event) => {
		const before = down.get(event.pointerId)
		if (!before) return
		const now = positionIn(view, event)
		down.set(event.pointerId, now)
		const other = [...down].find(([id]) => id !== event.pointerId)?.[1]
		if (!other) return camera.panBy(now.x - before.x, now.y - before.y)
		const [wasMiddle, middle] = [midpoint(before, other), midpoint(now, other)]
		camera.panBy(middle.x - wasMiddle.x, middle.y - wasMiddle.y)
		camera.zoomBy(distance(now, other) / Math.max(1, distance(before, other)), middle)
	})
	const release = (event: PointerEvent) => {
		down.delete(event.pointerId)
		view.classList.toggle('panning', down.size > 0)
	}
	view.addEventListener('pointerup', release)
	view.addEventListener('pointercancel', release)
}

function positionIn(view: HTMLElement, event: MouseEvent): Point {
	const { left, top } = view.getBoundingClientRect()
	return { x: event.clientX - left, y: event.clientY - top }
}

const midpoint = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y)

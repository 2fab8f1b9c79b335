import type { Box } from '@charrette/shared'

/** Where the board's origin lies in the view, in px, and how large a board unit is. */
interface Camera {
	x: number
	y: number
	z: number
}

/** How one looks at a board. */
export interface BoardCamera {
	zoom(): number
	/** Nearer or farther, around the middle or a point of the view. */
	zoomBy(factor: number, around?: { x: number; y: number }): void
	panBy(x: number, y: number): void
	/** Shows a box whole, no larger than it is; at once, or moving there. */
	fit(box: Box, isMoving?: boolean): void
	/** Moves so that a box is in the middle and can be read. */
	goTo(box: Box): void
}

const LEAST_ZOOM = 0.02
const MOST_ZOOM = 4
/** A card is read at this zoom at least. */
const READABLE_ZOOM = 0.8
const MOVE_MS = 260
/** What lies over the lower edge of the view. */
const FOOT_PX = 56

/** Has `layer` follow a camera in `view`; `onChange` hears of each step. */
export function createCamera(view: HTMLElement, layer: HTMLElement, onChange: (zoom: number) => void): BoardCamera {
	let camera: Camera = { x: 0, y: 0, z: 1 }
	let frame = 0
	let rest: ReturnType<typeof setTimeout> | undefined

	const show = () => {
		frame = 0
		layer.style.transform = `translate(${camera.x}px, ${camera.y}px) scale(${camera.z})`
		onChange(camera.z)
	}
	const set = (next: Camera) => {
		camera = next
		// While it moves, the board is one picture; at rest it is drawn sharp again.
		layer.classList.add('moving')
		clearTimeout(rest)
		rest = setTimeout(() => layer.classList.remove('moving'), 200)
		if (frame === 0) frame = requestAnimationFrame(show)
	}
	let journey = 0
	const moveTo = (goal: Camera) => {
		const [from, start] = [camera, performance.now()]
		const mine = ++journey
		const step = (now: number) => {
			if (mine !== journey) return
			const part = Math.min(1, (now - start) / MOVE_MS)
			const eased = 1 - (1 - part) ** 3
			const between = (a: number, b: number) => a + (b - a) * eased
			set({ x: between(from.x, goal.x), y: between(from.y, goal.y), z: between(from.z, goal.z) })
			if (part < 1) requestAnimationFrame(step)
		}
		requestAnimationFrame(step)
	}
	const go = (goal: Camera, isMoving: boolean) => {
		if (isMoving && !matchMedia('(prefers-reduced-motion: reduce)').matches) return moveTo(goal)
		journey++
		set(goal)
		show()
	}
	const centred = ({ x, y, w, h }: Box, z: number, foot = 0): Camera => ({
		x: view.clientWidth / 2 - (x + w / 2) * z,
		y: (view.clientHeight - foot) / 2 - (y + h / 2) * z,
		z,
	})
	return {
		zoom: () => camera.z,
		zoomBy(factor, around = { x: view.clientWidth / 2, y: view.clientHeight / 2 }) {
			journey++
			const z = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, camera.z * factor))
			const by = z / camera.z
			set({ x: around.x - (around.x - camera.x) * by, y: around.y - (around.y - camera.y) * by, z })
		},
		panBy(x, y) {
			journey++
			set({ ...camera, x: camera.x + x, y: camera.y + y })
		},
		fit(box, isMoving = false) {
			const margin = view.clientWidth < 700 ? 16 : 32
			const room = { w: view.clientWidth - margin * 2, h: view.clientHeight - FOOT_PX - margin * 2 }
			const z = Math.min(1, room.w / Math.max(box.w, 1), room.h / Math.max(box.h, 1))
			go(centred(box, Math.max(LEAST_ZOOM, z), FOOT_PX), isMoving)
		},
		goTo: (box) => go(centred(box, Math.max(READABLE_ZOOM, camera.z)), true),
	}
}

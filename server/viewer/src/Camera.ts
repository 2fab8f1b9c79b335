import type { Box } from '@charrette/shared'

/** Where the board's origin lies in the view, in px, and how large a board unit is. */
interface Place {
	x: number
	y: number
	z: number
}

const LEAST_ZOOM = 0.02
const MOST_ZOOM = 4
/** A card is read at this zoom at least. */
const READABLE_ZOOM = 0.8
const MOVE_MS = 260
const REST_MS = 200
/** What lies over the lower edge of the view. */
const FOOT_PX = 56
const MARGIN_PX = { phone: 16, wide: 32 }
const PHONE_PX = 700

/** How one looks at a board: a layer follows it in a view, once a frame. `onChange` hears of each step. */
export class Camera {
	readonly #view: HTMLElement
	readonly #layer: HTMLElement
	readonly #onChange: (zoom: number) => void
	#at: Place = { x: 0, y: 0, z: 1 }
	#frame = 0
	#journey = 0
	#rest: ReturnType<typeof setTimeout> | undefined

	constructor(view: HTMLElement, layer: HTMLElement, onChange: (zoom: number) => void) {
		this.#view = view
		this.#layer = layer
		this.#onChange = onChange
	}

	get zoom(): number {
		return this.#at.z
	}

	/** Nearer or farther, around the middle or a point of the view. */
	zoomBy(factor: number, around = { x: this.#view.clientWidth / 2, y: this.#view.clientHeight / 2 }): void {
		this.#journey++
		const { x, y, z } = this.#at
		const zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, z * factor))
		const by = zoom / z
		this.#set({ x: around.x - (around.x - x) * by, y: around.y - (around.y - y) * by, z: zoom })
	}

	panBy(x: number, y: number): void {
		this.#journey++
		this.#set({ ...this.#at, x: this.#at.x + x, y: this.#at.y + y })
	}

	/** Shows a box whole, no larger than it is; at once, or moving there. */
	fit(box: Box, isMoving = false): void {
		const margin = MARGIN_PX[this.#view.clientWidth < PHONE_PX ? 'phone' : 'wide']
		const room = { w: this.#view.clientWidth - margin * 2, h: this.#view.clientHeight - FOOT_PX - margin * 2 }
		const z = Math.min(1, room.w / Math.max(box.w, 1), room.h / Math.max(box.h, 1))
		this.#go(this.#centred(box, Math.max(LEAST_ZOOM, z), FOOT_PX), isMoving)
	}

	/** Moves so that a box is in the middle and can be read. */
	goTo(box: Box): void {
		this.#go(this.#centred(box, Math.max(READABLE_ZOOM, this.#at.z), 0), true)
	}

	#centred({ x, y, w, h }: Box, z: number, foot: number): Place {
		const { clientWidth, clientHeight } = this.#view
		return { x: clientWidth / 2 - (x + w / 2) * z, y: (clientHeight - foot) / 2 - (y + h / 2) * z, z }
	}

	#go(goal: Place, isMoving: boolean): void {
		const journey = ++this.#journey
		if (isMoving && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
			this.#travel(goal, journey)
			return
		}
		this.#set(goal)
		this.#show()
	}

	#travel(goal: Place, journey: number): void {
		const [from, start] = [this.#at, performance.now()]
		const step = (now: number) => {
			if (journey !== this.#journey) return
			const part = Math.min(1, (now - start) / MOVE_MS)
			const eased = 1 - (1 - part) ** 3
			const between = (a: number, b: number) => a + (b - a) * eased
			this.#set({ x: between(from.x, goal.x), y: between(from.y, goal.y), z: between(from.z, goal.z) })
			if (part < 1) requestAnimationFrame(step)
		}
		requestAnimationFrame(step)
	}

	#set(at: Place): void {
		this.#at = at
		// While it moves, the board is one picture; at rest it is drawn sharp again.
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

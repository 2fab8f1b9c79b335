import { useEffect, useRef, useState } from 'react'

/** Time for which each stop is shown while no person steps. */
const STOP_MS = 15_000

/** A position in a scene: a part, for example a board, and a stop in it. */
export interface TourPosition {
	part: number
	stop: number
}

/**
 * The number of parts, and of stops in the part that is shown; null while that number is unknown.
 */
export interface TourSize {
	parts: number
	stops: number | null
}

/** A stop beyond the last one of any part; `clampTour` reduces it. */
const LAST_STOP = Number.MAX_SAFE_INTEGER

/**
 * Returns the position one step forward or back. The last stop of a part is followed by the next
 * part, and the last part by the first. A part whose number of stops is unknown counts as one stop.
 */
export function stepTour(position: TourPosition, by: 1 | -1, { parts, stops }: TourSize): TourPosition {
	const { part, stop } = clampTour(position, { parts, stops })
	if (stops !== null && stop + by >= 0 && stop + by < stops) return { part, stop: stop + by }
	return { part: (part + by + parts) % Math.max(1, parts), stop: by === 1 ? 0 : LAST_STOP }
}

/** Clamps the position to the current size of the scene. */
export function clampTour({ part, stop }: TourPosition, { parts, stops }: TourSize): TourPosition {
	const last = stops === null ? LAST_STOP : Math.max(0, stops - 1)
	return { part: Math.min(part, Math.max(0, parts - 1)), stop: Math.min(stop, last) }
}

/** The keys of a presenter's clicker, and the arrow keys. */
const KEY_STEPS: Partial<Record<string, 1 | -1>> = {
	PageDown: 1,
	ArrowRight: 1,
	ArrowDown: 1,
	PageUp: -1,
	ArrowLeft: -1,
	ArrowUp: -1,
}

interface TourOptions extends TourSize {
	/** Number of steps that facilitators have sent: forward steps minus backward steps. */
	steps: number
}

/**
 * Steps through a scene automatically every 15 s, until a person steps with a key or on the
 * dashboard. From then on it only moves when a person steps.
 */
export function useTour({ parts, stops, steps }: TourOptions): TourPosition {
	const [position, setPosition] = useState<TourPosition>({ part: 0, stop: 0 })
	const [isSteered, setSteered] = useState(false)
	const size = useRef<TourSize>({ parts, stops })
	size.current = { parts, stops }

	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			const by = KEY_STEPS[event.key]
			if (!by || event.altKey || event.ctrlKey || event.metaKey) return
			event.preventDefault()
			event.stopPropagation()
			setSteered(true)
			setPosition((was) => stepTour(was, by, size.current))
		}
		window.addEventListener('keydown', onKeyDown, true)
		return () => window.removeEventListener('keydown', onKeyDown, true)
	}, [])

	const taken = useRef(steps)
	useEffect(() => {
		const by = Math.sign(steps - taken.current)
		taken.current = steps
		if (by === 0) return
		setSteered(true)
		setPosition((was) => stepTour(was, by > 0 ? 1 : -1, size.current))
	}, [steps])

	const { part, stop } = clampTour(position, { parts, stops })
	const isTurning = !isSteered && (parts > 1 || (stops ?? 1) > 1)
	useEffect(() => {
		if (!isTurning) return
		const timer = setTimeout(() => setPosition((was) => stepTour(was, 1, size.current)), STOP_MS)
		return () => clearTimeout(timer)
	}, [isTurning, part, stop])
	return { part, stop }
}

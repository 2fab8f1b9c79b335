import { useEffect, useRef, useState } from 'react'

/** How long each stop is shown while nobody steps. */
const STOP_MS = 15_000

/** A position in a scene: a part, for example a board, and a stop in it. */
export interface TourPosition {
	part: number
	stop: number
}

/** The number of parts, and of stops in the part that is shown; null while that is not known. */
export interface TourSize {
	parts: number
	stops: number | null
}

/** Beyond the last stop of any part. */
const LAST_STOP = Number.MAX_SAFE_INTEGER

/**
 * The position one step on or back. After the last stop of a part the next part begins, and after
 * the last part the first. A part whose stops are not known counts as one stop.
 */
export function stepTour(position: TourPosition, by: 1 | -1, { parts, stops }: TourSize): TourPosition {
	const { part, stop } = clampTour(position, { parts, stops })
	if (stops !== null && stop + by >= 0 && stop + by < stops) return { part, stop: stop + by }
	return { part: (part + by + parts) % Math.max(1, parts), stop: by === 1 ? 0 : LAST_STOP }
}

/** The position within the scene as it is now. */
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
	/** The number of steps that facilitators have sent: those on less those back. */
	steps: number
}

/**
 * Steps through a scene: by itself every 15 s until somebody steps with a key or on the dashboard.
 * From then on it stays where it is put.
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

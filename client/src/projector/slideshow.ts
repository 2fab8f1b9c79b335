import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { KEY_STEPS } from '../ui/keySteps.ts'

/** Time for which each slide is shown while no person steps. */
const SLIDE_MS = 15_000

/** A position in a scene: a part, for example a board, and a slide in it. */
export interface SlideshowPosition {
	part: number
	slide: number
}

/**
 * The number of parts, and of slides in the part that is shown; null while that number is unknown.
 */
export interface SlideshowSize {
	parts: number
	slides: number | null
}

/** A slide beyond the last one of any part; `clampSlideshow` reduces it. */
const LAST_SLIDE = Number.MAX_SAFE_INTEGER

/**
 * Returns the position one step forward or back. The last slide of a part is followed by the next
 * part, and the last part by the first. A part whose number of slides is unknown counts as one
 * slide.
 */
export function stepSlideshow(
	position: SlideshowPosition,
	by: 1 | -1,
	{ parts, slides }: SlideshowSize,
): SlideshowPosition {
	const { part, slide } = clampSlideshow(position, { parts, slides })
	if (slides !== null && slide + by >= 0 && slide + by < slides) return { part, slide: slide + by }
	return { part: (part + by + parts) % Math.max(1, parts), slide: by === 1 ? 0 : LAST_SLIDE }
}

/** Clamps the position to the current size of the scene. */
export function clampSlideshow(
	{ part, slide }: SlideshowPosition,
	{ parts, slides }: SlideshowSize,
): SlideshowPosition {
	const last = slides === null ? LAST_SLIDE : Math.max(0, slides - 1)
	return { part: Math.min(part, Math.max(0, parts - 1)), slide: Math.min(slide, last) }
}

interface SlideshowOptions extends SlideshowSize {
	/** Number of steps that facilitators have sent: forward steps minus backward steps. */
	steps: number
	/** Whether somebody else decides what is shown: then nothing steps. */
	isPaused?: boolean
}

/**
 * Steps through a scene automatically every 15 s, until a person steps with a key or on the
 * dashboard. From then on it only moves when a person steps.
 */
export function useSlideshow({ parts, slides, steps, isPaused = false }: SlideshowOptions): SlideshowPosition {
	const [position, setPosition] = useState<SlideshowPosition>({ part: 0, slide: 0 })
	const [isSteered, setSteered] = useState(false)
	const step = useEffectEvent((by: 1 | -1, from?: SlideshowPosition) => {
		if (!isPaused) setPosition((was) => stepSlideshow(from ?? was, by, { parts, slides }))
	})

	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			const by = KEY_STEPS[event.key]
			if (!by || event.altKey || event.ctrlKey || event.metaKey) return
			event.preventDefault()
			event.stopPropagation()
			setSteered(true)
			step(by)
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
		step(by > 0 ? 1 : -1)
	}, [steps])

	const { part, slide } = clampSlideshow(position, { parts, slides })
	const isTurning = !isSteered && !isPaused && (parts > 1 || (slides ?? 1) > 1)
	useEffect(() => {
		if (!isTurning) return
		const timer = setTimeout(() => step(1, { part, slide }), SLIDE_MS)
		return () => clearTimeout(timer)
	}, [isTurning, part, slide])
	return { part, slide }
}

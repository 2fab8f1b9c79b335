import { type Timer, type TimerReading, timerAt } from '@charrette/shared'
import { useEffect, useReducer, useRef } from 'react'
import type { ServerClock } from '../session/serverClock.ts'

/** A timer as it stands now, by the server's time; the component renders anew with every second of it. */
export function useTimerReading(timer: Timer | null, clock: ServerClock): TimerReading | null {
	const [, showNext] = useReducer((count: number) => count + 1, 0)
	const reading = timer && timerAt(timer, clock.now())
	const nextMs = reading?.isRunning ? untilNextSecond(reading) : null
	useEffect(() => {
		if (nextMs === null) return
		const waiting = setTimeout(showNext, nextMs)
		return () => clearTimeout(waiting)
	})
	return reading
}

/** Calls back when the time is up while this page looks on; not for one that was up before. */
export function useTimeUp(timer: Timer | null, clock: ServerClock, onTimeUp: () => void): void {
	const call = useRef(onTimeUp)
	call.current = onTimeUp
	useEffect(() => {
		if (!timer) return
		const { isRunning, leftMs } = timerAt(timer, clock.now())
		if (!isRunning || leftMs === 0) return
		const waiting = setTimeout(() => call.current(), leftMs)
		return () => clearTimeout(waiting)
	}, [timer, clock])
}

/** How long the shown second lasts; a little more, lest it be asked for just before its end. */
function untilNextSecond({ leftMs, overMs }: TimerReading): number {
	return (leftMs > 0 ? leftMs % 1000 : 1000 - (overMs % 1000)) + 10
}

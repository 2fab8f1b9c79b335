import { readTimer, type Timer, type TimerReading } from '@charrette/shared'
import { useEffect, useReducer, useState } from 'react'
import type { ServerClock } from '../connection/serverClock.ts'

const SECOND_MS = 1000
/** Added to each wait, so that the timer is not read just before the displayed second ends. */
const MARGIN_MS = 10

/**
 * Reads a timer by the server's clock and rerenders every second of the timer. Returns null without
 * a timer.
 */
export function useTimerReading(timer: Timer | null, clock: ServerClock): TimerReading | null {
	const [, readAgain] = useReducer((count: number) => count + 1, 0)
	const reading = timer && readTimer(timer, clock.now())
	const nextMs = reading?.isRunning ? untilNextSecond(reading) : null
	useEffect(() => {
		if (nextMs === null) return
		const timeout = setTimeout(readAgain, nextMs)
		return () => clearTimeout(timeout)
	})
	return reading
}

function untilNextSecond({ remainingMs, overtimeMs }: TimerReading): number {
	const restMs = remainingMs > 0 ? remainingMs % SECOND_MS : SECOND_MS - (overtimeMs % SECOND_MS)
	return restMs + MARGIN_MS
}

/**
 * Formats a duration as clock text, rounded up to whole seconds: `06:42`, or `1:05:00` from one
 * hour on.
 */
export function formatClock(ms: number): string {
	const seconds = Math.ceil(ms / SECOND_MS)
	const hours = Math.floor(seconds / 3600)
	const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'))
	return [...(hours > 0 ? [hours] : []), ...parts].join(':')
}

/**
 * Returns the server's time in ms, read again every `everyMs`, for texts such as "two minutes ago".
 */
export function useNow(clock: ServerClock, everyMs: number): number {
	const [now, setNow] = useState(clock.now)
	useEffect(() => {
		const interval = setInterval(() => setNow(clock.now()), everyMs)
		return () => clearInterval(interval)
	}, [clock, everyMs])
	return now
}

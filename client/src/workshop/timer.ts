import { readTimer, type Timer, type TimerReading } from '@charrette/shared'
import { useEffect, useReducer, useRef, useState } from 'react'
import type { ServerClock } from '../connection/serverClock.ts'

/** A timer as it stands now, by the server's time; the component renders anew with every second of it. */
export function useTimerReading(timer: Timer | null, clock: ServerClock): TimerReading | null {
	const [, showNext] = useReducer((count: number) => count + 1, 0)
	const reading = timer && readTimer(timer, clock.now())
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
		const { isRunning, remainingMs } = readTimer(timer, clock.now())
		if (!isRunning || remainingMs === 0) return
		const waiting = setTimeout(() => call.current(), remainingMs)
		return () => clearTimeout(waiting)
	}, [timer, clock])
}

/** How long the shown second lasts; a little more, lest it be asked for just before its end. */
function untilNextSecond({ remainingMs, overtimeMs }: TimerReading): number {
	return (remainingMs > 0 ? remainingMs % 1000 : 1000 - (overtimeMs % 1000)) + 10
}

const SECOND = 1000

/** How a timer stands by the server's clock, read anew with every second that it loses; null without a timer. */
export function useTimeLeft(timer: Timer | null, clock: ServerClock): TimerReading | null {
	const [now, setNow] = useState(() => clock.now())
	// Every state of the workshop brings a new object; the time goes on as long as its figures are the same.
	const { runsMs = 0, ranMs = 0, startedAt = null } = timer ?? {}
	useEffect(() => {
		let wait: ReturnType<typeof setTimeout> | undefined
		const tick = () => {
			const at = clock.now()
			setNow(at)
			const { remainingMs, isRunning } = readTimer({ runsMs, ranMs, startedAt }, at)
			if (isRunning && remainingMs > 0) wait = setTimeout(tick, remainingMs % SECOND || SECOND)
		}
		tick()
		return () => clearTimeout(wait)
	}, [clock, runsMs, ranMs, startedAt])
	return timer && readTimer(timer, now)
}

/** A time as a clock shows it, every second that has begun counted whole: 6:42, or 1:05:00. */
export function clockTime(ms: number): string {
	const seconds = Math.ceil(ms / SECOND)
	const hours = Math.floor(seconds / 3600)
	const parts = [Math.floor(seconds / 60) % 60, seconds % 60]
	const [first, ...rest] = hours > 0 ? [hours, ...parts] : parts
	return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':')
}

/** A time as a clock shows it: minutes and seconds, e.g. `06:42`; what has begun counts as a whole second. */
export function formatClock(ms: number): string {
	const seconds = Math.ceil(ms / 1000)
	const pad = (value: number) => String(value).padStart(2, '0')
	return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`
}

/** The server's time, now and then anew: for words like "two minutes ago". */
export function useNow(clock: ServerClock, everyMs: number): number {
	const [now, setNow] = useState(clock.now)
	useEffect(() => {
		const timer = setInterval(() => setNow(clock.now()), everyMs)
		return () => clearInterval(timer)
	}, [clock, everyMs])
	return now
}

import { type Timer, type TimerReading, timerAt } from '@charrette/shared'
import { useEffect, useState } from 'react'
import type { ServerClock } from '../session/serverClock.ts'

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
			const { leftMs, isRunning } = timerAt({ runsMs, ranMs, startedAt }, at)
			if (isRunning && leftMs > 0) wait = setTimeout(tick, leftMs % SECOND || SECOND)
		}
		tick()
		return () => clearTimeout(wait)
	}, [clock, runsMs, ranMs, startedAt])
	return timer && timerAt(timer, now)
}

/** A time as a clock shows it, every second that has begun counted whole: 6:42, or 1:05:00. */
export function clockTime(ms: number): string {
	const seconds = Math.ceil(ms / SECOND)
	const hours = Math.floor(seconds / 3600)
	const parts = [Math.floor(seconds / 60) % 60, seconds % 60]
	const [first, ...rest] = hours > 0 ? [hours, ...parts] : parts
	return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':')
}

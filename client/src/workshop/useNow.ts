import { useEffect, useState } from 'react'
import type { ServerClock } from '../session/serverClock.ts'

/** The server's time, now and then anew: for words like "two minutes ago". */
export function useNow(clock: ServerClock, everyMs: number): number {
	const [now, setNow] = useState(clock.now)
	useEffect(() => {
		const timer = setInterval(() => setNow(clock.now()), everyMs)
		return () => clearInterval(timer)
	}, [clock, everyMs])
	return now
}

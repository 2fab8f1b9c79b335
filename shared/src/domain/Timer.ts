/**
 * A countdown as a state that changes only when somebody acts on it; how much is left follows from it and the server's time.
 * All in ms.
 */
export interface Timer {
	/** The whole time. */
	runsMs: number
	/** How much of it had run when the timer was last started or paused. */
	ranMs: number
	/** When it was last started, by the server's clock; null while it is paused. */
	startedAt: number | null
}

/** A timer as it stands at a moment. */
export interface TimerReading {
	/** What is left; 0 when the time is up. */
	remainingMs: number
	/** How long ago the time was up; 0 before. */
	overtimeMs: number
	isRunning: boolean
}

/** Reads a timer at a moment of the server's time. A clock that was set back stops it for as long. */
export function readTimer(timer: Timer, now: number): TimerReading {
	const left = timer.runsMs - elapsedAt(timer, now)
	return { remainingMs: Math.max(left, 0), overtimeMs: Math.max(-left, 0), isRunning: timer.startedAt !== null }
}

/** A timer of this length that has not begun to run. */
export function createTimer(runsMs: number): Timer {
	return { runsMs, ranMs: 0, startedAt: null }
}

/** The timer, running from now on; one that runs already goes on. */
export function resumeTimer(timer: Timer, now: number): Timer {
	return timer.startedAt === null ? { ...timer, startedAt: now } : timer
}

/** The timer, standing still from now on. */
export function pauseTimer(timer: Timer, now: number): Timer {
	return { ...timer, ranMs: elapsedAt(timer, now), startedAt: null }
}

/** The timer with so much more left, or less, from 0 to `mostMs`. One whose time was up starts to count again at what is added. */
export function addTime(timer: Timer, { addedMs, mostMs }: { addedMs: number; mostMs: number }, now: number): Timer {
	const { remainingMs } = readTimer(timer, now)
	return { ...timer, runsMs: elapsedAt(timer, now) + Math.min(Math.max(remainingMs + addedMs, 0), mostMs) }
}

function elapsedAt({ ranMs, startedAt }: Timer, now: number): number {
	return ranMs + (startedAt === null ? 0 : Math.max(now - startedAt, 0))
}

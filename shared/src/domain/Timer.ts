/**
 * A countdown. Its state changes only on a command; the remaining time follows from the state and
 * the server's time. All times are in ms.
 */
export interface Timer {
	/** The total time. */
	runsMs: number
	/** The elapsed time when the timer was last started or paused. */
	ranMs: number
	/** When it was last started, in server time; null while paused. */
	startedAt: number | null
}

/** The state of a timer at a given time. */
export interface TimerReading {
	/** The remaining time; 0 once the time is up. */
	remainingMs: number
	/** The time since the time was up; 0 before. */
	overtimeMs: number
	isRunning: boolean
}

/**
 * Reads a timer at a server time. If the clock was set back, the timer stands still until the clock
 * catches up.
 */
export function readTimer(timer: Timer, now: number): TimerReading {
	const left = timer.runsMs - elapsedAt(timer, now)
	return { remainingMs: Math.max(left, 0), overtimeMs: Math.max(-left, 0), isRunning: timer.startedAt !== null }
}

/** Creates a timer of this length that has not been started. */
export function createTimer(runsMs: number): Timer {
	return { runsMs, ranMs: 0, startedAt: null }
}

/** Starts or resumes a timer; a running timer is unchanged. */
export function resumeTimer(timer: Timer, now: number): Timer {
	return timer.startedAt === null ? { ...timer, startedAt: now } : timer
}

export function pauseTimer(timer: Timer, now: number): Timer {
	return { ...timer, ranMs: elapsedAt(timer, now), startedAt: null }
}

/**
 * Adds to the remaining time, or subtracts from it, within 0 to `maxMs`. A timer whose time is up
 * restarts with the added time.
 */
export function addTime(timer: Timer, { addedMs, maxMs }: { addedMs: number; maxMs: number }, now: number): Timer {
	const { remainingMs } = readTimer(timer, now)
	return { ...timer, runsMs: elapsedAt(timer, now) + Math.min(Math.max(remainingMs + addedMs, 0), maxMs) }
}

function elapsedAt({ ranMs, startedAt }: Timer, now: number): number {
	return ranMs + (startedAt === null ? 0 : Math.max(now - startedAt, 0))
}

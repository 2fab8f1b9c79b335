import type { Timer, Workshop } from '@charrette/shared'
import { addTime, currentPhase, LIMITS, pauseTimer, readyTimer, resumeTimer } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Changes } from './Change.ts'

const MINUTE_MS = 60_000
const MOST_MS = LIMITS.maxPhaseMinutes * MINUTE_MS

/** What facilitators do to the shared timer. */
export const TIMER_CHANGES: Changes<'timer.start' | 'timer.pause' | 'timer.resume' | 'timer.add' | 'timer.stop'> = {
	'timer.start': (workshop, { minutes = currentPhase(workshop)?.minutes ?? 0 }, { at }) => {
		const timer = timerOf(minutes)
		if (!timer) throw new AppError('not_now', 'This phase has no planned time. Say how many minutes.', 'no_minutes')
		return { ...workshop, timer: resumeTimer(timer, at) }
	},
	'timer.pause': (workshop, _, { at }) => ({ ...workshop, timer: pauseTimer(requireTimer(workshop), at) }),
	'timer.resume': (workshop, _, { at }) => ({ ...workshop, timer: resumeTimer(requireTimer(workshop), at) }),
	'timer.add': (workshop, { minutes }, { at }) => {
		const added = { addedMs: minutes * MINUTE_MS, mostMs: MOST_MS }
		return { ...workshop, timer: addTime(requireTimer(workshop), added, at) }
	},
	'timer.stop': (workshop) => ({ ...workshop, timer: null }),
}

/** A timer of these planned minutes, ready to run; null where no end is planned. */
export function timerOf(minutes: number): Timer | null {
	return minutes > 0 ? readyTimer(minutes * MINUTE_MS) : null
}

function requireTimer({ timer }: Workshop): Timer {
	if (!timer) throw new AppError('not_now', 'There is no timer. Start one first.', 'no_timer')
	return timer
}

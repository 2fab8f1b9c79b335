import type { PracticeId } from '@charrette/shared'

/** An event that concerns the host. It names no person, and has no text that people wrote. */
type HostEvent =
	| { event: 'practice.waiting' | 'practice.reported' | 'practice.adopted'; practice: PracticeId }
	| { event: 'backup.failed' }
	| { event: 'disk.full'; freeMb: number }

/** Reports events to the host (HOOK1). */
export interface HostEvents {
	/** Never throws, and does not wait for the delivery. */
	report(event: HostEvent): void
}

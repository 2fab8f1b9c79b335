import { ACTIVITIES, type Activity } from './Phase.ts'
import { currentPhase } from './runSheet.ts'
import type { Role, Workshop } from './Workshop.ts'

/**
 * What somebody who may edit a board is to do there now (RUN5): what the phase lets participants do, and everything before the first one.
 * Facilitators do what they like. Clients keep to it; the server asks for `accessTo` alone.
 */
export function activitiesOf(role: Role, workshop: Workshop): readonly Activity[] {
	if (role === 'facilitator') return ACTIVITIES
	return currentPhase(workshop)?.may ?? ACTIVITIES
}

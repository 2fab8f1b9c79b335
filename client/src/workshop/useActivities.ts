import {
	type Activity,
	activitiesOf,
	type CardKind,
	currentPhase,
	kindOfPhase,
	type Role,
	type Workshop,
} from '@charrette/shared'
import { useMemo } from 'react'

/**
 * Returns the activities that the current phase allows this person (RUN5). It is the same set until
 * they change.
 */
export function useActivities(role: Role, workshop: Workshop): ReadonlySet<Activity> {
	const activities = activitiesOf(role, workshop).join(' ')
	return useMemo(() => new Set(activities.split(' ') as Activity[]), [activities])
}

/** Returns the kind of card named in the current phase's title or prompt; null if there is none. */
export function usePhaseKind(workshop: Workshop): CardKind | null {
	const phase = currentPhase(workshop)
	return useMemo(() => phase && kindOfPhase(phase), [phase])
}

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
 * The activities that the current phase allows this person (RUN5); the same set until that changes.
 */
export function useActivities(role: Role, workshop: Workshop): ReadonlySet<Activity> {
	const activities = activitiesOf(role, workshop).join(' ')
	return useMemo(() => new Set(activities.split(' ') as Activity[]), [activities])
}

/** The kind of card that the current phase is about, by its title or prompt; null for none. */
export function usePhaseKind(workshop: Workshop): CardKind | null {
	const phase = currentPhase(workshop)
	return useMemo(() => phase && kindOfPhase(phase), [phase])
}

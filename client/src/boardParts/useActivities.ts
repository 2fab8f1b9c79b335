import {
	type Activity,
	activitiesOf,
	type BoardId,
	type CardKind,
	currentPhase,
	kindOfPhase,
	type Role,
	type Workshop,
} from '@charrette/shared'
import { useMemo } from 'react'

/**
 * Returns the activities that the current phase allows this person at a board (RUN5). The set is
 * the same until they change.
 */
export function useActivities(role: Role, workshop: Workshop, board: BoardId): ReadonlySet<Activity> {
	const activities = activitiesOf(role, workshop, board).join(' ')
	return useMemo(() => new Set(activities.split(' ') as Activity[]), [activities])
}

/** Returns the kind of card named in the current phase's title or prompt; null if there is none. */
export function usePhaseKind(workshop: Workshop): CardKind | null {
	const phase = currentPhase(workshop)
	return useMemo(() => phase && kindOfPhase(phase), [phase])
}

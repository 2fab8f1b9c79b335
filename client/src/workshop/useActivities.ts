import { type Activity, activitiesOf, type Role, type Workshop } from '@charrette/shared'
import { useMemo } from 'react'

/**
 * The activities that the current phase allows this person (RUN5); the same set until that changes.
 */
export function useActivities(role: Role, workshop: Workshop): ReadonlySet<Activity> {
	const activities = activitiesOf(role, workshop).join(' ')
	return useMemo(() => new Set(activities.split(' ') as Activity[]), [activities])
}

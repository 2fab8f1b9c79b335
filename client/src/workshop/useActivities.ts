import { type Activity, activitiesOf, type Role, type Workshop } from '@charrette/shared'
import { useMemo } from 'react'

/** What this person is to do on a board now (RUN5); the same object until that changes. */
export function useActivities(role: Role, workshop: Workshop): ReadonlySet<Activity> {
	const told = activitiesOf(role, workshop).join(' ')
	return useMemo(() => new Set(told.split(' ') as Activity[]), [told])
}

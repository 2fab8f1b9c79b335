import { displayNames, type Workshop } from '@charrette/shared'
import { useMemo } from 'react'

/**
 * Returns the participants' display names by their ids. It is the same map until a name changes, so
 * that cards do not rerender with every other change of the workshop.
 */
export function useDisplayNames(workshop: Workshop): ReadonlyMap<string, string> {
	const entries = JSON.stringify(displayNames(workshop))
	return useMemo(() => new Map(JSON.parse(entries) as [string, string][]), [entries])
}

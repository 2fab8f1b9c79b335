import { displayNames, type Workshop } from '@charrette/shared'
import { useMemo } from 'react'

/**
 * The participants' display names by their ids; the same map until a name changes, so that cards
 * are not rendered again with every other change of the workshop.
 */
export function useDisplayNames(workshop: Workshop): ReadonlyMap<string, string> {
	const entries = JSON.stringify(displayNames(workshop))
	return useMemo(() => new Map(JSON.parse(entries) as [string, string][]), [entries])
}

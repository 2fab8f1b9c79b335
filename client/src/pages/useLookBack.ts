import { useCallback } from 'react'
import { useLocation, useSearch } from 'wouter'

const PARAM = 'history'

/**
 * Which moment of the board is looked at: empty for none in particular, null for now. It stands in the address (`?history=…`),
 * so that the browser's own way back leads back to now.
 */
export function useLookBack(): [moment: string | null, lookBack: (moment: string | null) => void] {
	const moment = new URLSearchParams(useSearch()).get(PARAM)
	const [, navigate] = useLocation()
	const isLookingBack = moment !== null
	const lookBack = useCallback(
		(to: string | null) => {
			const { pathname, searchParams } = new URL(location.href)
			if (to === null) searchParams.delete(PARAM)
			else searchParams.set(PARAM, to)
			const query = searchParams.toString()
			// From moment to moment one stays at one step of the way.
			navigate(query ? `${pathname}?${query}` : pathname, { replace: isLookingBack && to !== null })
		},
		[navigate, isLookingBack],
	)
	return [moment, lookBack]
}

import { useCallback, useEffectEvent } from 'react'

/**
 * Returns a function that keeps its identity and runs the `run` of the last commit, for callbacks
 * that are stored or passed on. It must not be called while rendering.
 */
export function useEvent<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
	const event = useEffectEvent(run)
	// Each function of useEffectEvent runs the same latest `run`, so the first one can be kept.
	return useCallback((...args: Args) => event(...args), [])
}

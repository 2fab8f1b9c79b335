import { useCallback, useEffect, useRef } from 'react'

/**
 * Runs a job while the component is mounted. `start` has to keep its identity between renders
 * (`useCallback`) unless the job has to start again; it returns the function that stops the job.
 * Returns a function that stops the job and starts it again.
 */
export function useRestart(start: () => (() => void) | undefined): () => void {
	const stop = useRef<(() => void) | undefined>(undefined)
	const restart = useCallback(() => {
		stop.current?.()
		stop.current = start()
	}, [start])
	useEffect(() => {
		restart()
		return () => stop.current?.()
	}, [restart])
	return restart
}

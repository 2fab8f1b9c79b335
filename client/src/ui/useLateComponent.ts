import { type ComponentType, useEffect, useState } from 'react'
import { ApiError } from '../connection/http.ts'

/** The time between two attempts while the server cannot be reached. */
const RETRY_MS = 5000

/**
 * Returns a component that `load` fetches once it `isDue`, null until then. Nobody has asked for
 * it, so it is not worth a reload of the page, which would interrupt whoever is writing: while the
 * server cannot be reached it is fetched again, and after an update of the server it waits for the
 * reload that the page offers.
 */
export function useLateComponent<Props>(
	isDue: boolean,
	load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> | null {
	const [component, setComponent] = useState<ComponentType<Props> | null>(null)
	useEffect(() => {
		if (!isDue) return undefined
		let timer: ReturnType<typeof setTimeout> | undefined
		let isClosed = false
		const fetchIt = () =>
			load().then(
				(loaded) => !isClosed && setComponent(() => loaded),
				(error: unknown) => {
					const isOffline = error instanceof ApiError && error.code === 'offline'
					if (isOffline && !isClosed) timer = setTimeout(fetchIt, RETRY_MS)
				},
			)
		void fetchIt()
		return () => {
			isClosed = true
			clearTimeout(timer)
		}
	}, [isDue, load])
	return component
}

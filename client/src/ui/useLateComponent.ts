import { type ComponentType, useEffect, useEffectEvent, useState } from 'react'
import { ApiError } from '../connection/http.ts'

/** The time between two attempts while the server cannot be reached. */
const RETRY_MS = 5000

/**
 * Returns a component that `load` fetches once it `isDue`, null until then. It is not worth a
 * reload of the page, which would interrupt whoever is writing: while the server cannot be
 * reached it is fetched again, and after an update of the server it waits for the reload that the
 * page offers. When somebody asks for it, it is fetched at once, and `onFailure` is called if
 * that fails.
 */
export function useLateComponent<Props>(
	isDue: boolean,
	load: () => Promise<ComponentType<Props>>,
	asked?: { isAsked: boolean; onFailure: (error: unknown) => void },
): ComponentType<Props> | null {
	const [component, setComponent] = useState<ComponentType<Props> | null>(null)
	const isAsked = asked?.isAsked ?? false
	const isMissing = component === null && (isDue || isAsked)
	const onFailure = useEffectEvent((error: unknown) => asked?.onFailure(error))
	useEffect(() => {
		if (!isMissing) return undefined
		let isReported = !isAsked
		let timer: ReturnType<typeof setTimeout> | undefined
		let isClosed = false
		const fetchIt = () =>
			load().then(
				(loaded) => !isClosed && setComponent(() => loaded),
				(error: unknown) => {
					if (!isReported && !isClosed) onFailure(error)
					isReported = true
					const isOffline = error instanceof ApiError && error.code === 'offline'
					if (isOffline && !isClosed) timer = setTimeout(fetchIt, RETRY_MS)
				},
			)
		void fetchIt()
		return () => {
			isClosed = true
			clearTimeout(timer)
		}
	}, [isMissing, isAsked, load])
	return component
}

import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** The longest time that a picture of the former view stays while the next one opens. */
const PICTURE_MS = 1500

/** Called by a view of a board once its content is in the page; null where nothing waits for it. */
const ViewShownContext = createContext<(() => void) | null>(null)
export const ViewShownProvider = ViewShownContext.Provider

/** Says that a view of a board shows its content. Rendered inside the view. */
export function ViewShown(): null {
	const onShown = useContext(ViewShownContext)
	useEffect(() => onShown?.(), [onShown])
	return null
}

/**
 * Returns a value that decides which view is shown, and a function that the view calls once it
 * shows its content. When the value changes, the browser keeps a picture of the former view until
 * then, and blends it into the next one: nobody sees a board without cards at a reveal. A browser
 * without view transitions changes at once.
 */
export function useViewPicture<Value>(value: Value): [shown: Value, onShown: () => void] {
	const [shown, setShown] = useState(value)
	const endPicture = useRef<(() => void) | null>(null)
	useEffect(() => {
		if (Object.is(value, shown)) return
		if (typeof document.startViewTransition !== 'function') return setShown(value)
		const transition = document.startViewTransition(async () => {
			const isShown = new Promise<void>((resolve) => {
				endPicture.current = resolve
			})
			flushSync(() => setShown(value))
			await Promise.race([isShown, new Promise((resolve) => setTimeout(resolve, PICTURE_MS))])
		})
		// A replaced transition, or one of a hidden page, has changed the view nevertheless.
		transition.ready.catch(ignore)
		transition.finished.catch(ignore)
	}, [value, shown])
	const onShown = useCallback(() => endPicture.current?.(), [])
	return [shown, onShown]
}

function ignore(): void {}

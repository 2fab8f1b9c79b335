import type { Observable } from '../connection/observable.ts'

/**
 * Returns an observable that is true while a media query matches. The browser is asked on each use,
 * so it can be created at import.
 */
export function watchMedia(query: string): Observable<boolean> {
	return {
		get: () => matchMedia(query).matches,
		subscribe(listener) {
			const list = matchMedia(query)
			list.addEventListener('change', listener)
			return () => list.removeEventListener('change', listener)
		},
	}
}

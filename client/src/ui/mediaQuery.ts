import type { Observable } from '../connection/observable.ts'

/** Whether a media query matches now. The browser is asked on each use, so it may be created at import. */
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

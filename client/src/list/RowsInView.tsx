import {
	type CSSProperties,
	createContext,
	type ReactNode,
	useCallback,
	useContext,
	useLayoutEffect,
	useRef,
	useState,
	useSyncExternalStore,
} from 'react'
import { createObservable, type Observable } from '../connection/observable.ts'
import styles from './list.module.css'

/** Whether the browser lays out and paints the chunk around a row. */
const InViewContext = createContext<Observable<boolean>>(createObservable(true))

/** A chunk of rows, which the browser skips while it is out of view. */
export function Chunk({ rows, children }: { rows: number; children: ReactNode }) {
	const chunk = useRef<HTMLDivElement>(null)
	const [isInView] = useState(() => createObservable(true))
	useLayoutEffect(() => {
		const element = chunk.current
		const onChange = (event: Event) => isInView.set(!(event as ContentVisibilityAutoStateChangeEvent).skipped)
		element?.addEventListener('contentvisibilityautostatechange', onChange)
		return () => element?.removeEventListener('contentvisibilityautostatechange', onChange)
	}, [isInView])
	return (
		<InViewContext value={isInView}>
			<div ref={chunk} className={styles['chunk']} style={{ '--rows': rows } as CSSProperties}>
				{children}
			</div>
		</InViewContext>
	)
}

/**
 * Returns the current value of a row's observable. While the row is out of view, a change does not
 * render it: in a group of thirty people who type, nearly all keystrokes are in such rows.
 */
export function useInView<T>(observed: Observable<T>): T {
	const isInView = useContext(InViewContext)
	const subscribe = useCallback(
		(listener: () => void) => {
			const notify = () => isInView.get() && listener()
			const ends = [observed.subscribe(notify), isInView.subscribe(notify)]
			return () => {
				for (const end of ends) end()
			}
		},
		[observed, isInView],
	)
	return useSyncExternalStore(subscribe, observed.get)
}

import { type ReactNode, useEffect, useRef } from 'react'
import styles from './notice.module.css'

interface NoticeStackProps {
	/** Whether there are no tools below it. */
	isLow: boolean
	children: ReactNode
}

/** What is said to everybody, one below the other over the board. Keys that work a notice are no business of the canvas below. */
export function NoticeStack({ isLow, children }: NoticeStackProps) {
	const root = useRef<HTMLDivElement>(null)
	useEffect(() => {
		const element = root.current
		const claim = (event: KeyboardEvent) => Object.assign(event, { isKilled: true })
		element?.addEventListener('keydown', claim)
		return () => element?.removeEventListener('keydown', claim)
	}, [])
	return (
		<div ref={root} className={styles['stack']} data-low={isLow || undefined}>
			{children}
		</div>
	)
}

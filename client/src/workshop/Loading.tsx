import { useEffect, useState } from 'react'
import styles from './Loading.module.css'

/** The delay of the text, so that it does not flash in shorter waits. */
const DELAY_MS = 300

/** The text of a loading state, shown after a short delay. */
export function Loading({ what }: { what: string }) {
	const [isLong, setLong] = useState(false)
	useEffect(() => {
		const timer = setTimeout(() => setLong(true), DELAY_MS)
		return () => clearTimeout(timer)
	}, [])
	return (
		<p className={styles['loading']} role="status">
			{isLong && what}
		</p>
	)
}

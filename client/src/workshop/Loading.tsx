import { useEffect, useState } from 'react'
import styles from './Loading.module.css'

/** Below this a wait is not worth a word, and the word would only flash. */
const DELAY_MS = 300

/** Says what the page waits for, once the wait is felt. */
export function Loading({ what }: { what: string }) {
	const [isFelt, setFelt] = useState(false)
	useEffect(() => {
		const timer = setTimeout(() => setFelt(true), DELAY_MS)
		return () => clearTimeout(timer)
	}, [])
	return (
		<p className={styles['loading']} role="status">
			{isFelt && what}
		</p>
	)
}

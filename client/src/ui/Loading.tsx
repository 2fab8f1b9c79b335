import { useEffect, useState, useSyncExternalStore } from 'react'
import { isUpdating } from '../connection/fetchChunk.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './Loading.module.css'

/** The delay of the text, so that it does not flash in shorter waits. */
const DELAY_MS = 300

/**
 * The text of a loading state, shown after a short delay. While the page is reloaded for a new
 * release, it says so (OFFLINE3a).
 */
export function Loading({ what }: { what: string }) {
	const { t } = useTranslation()
	const isUpdate = useSyncExternalStore(isUpdating.subscribe, isUpdating.get)
	const [isLong, setLong] = useState(false)
	useEffect(() => {
		const timer = setTimeout(() => setLong(true), DELAY_MS)
		return () => clearTimeout(timer)
	}, [])
	return (
		<p className={styles['loading']} role="status">
			{isUpdate ? t('opening.update') : isLong && what}
		</p>
	)
}

import { useTranslation } from '../../i18n/useTranslation.ts'
import styles from './filter.module.css'

interface ShownCountProps {
	/** How many cards are seen; null while all are. */
	shown: number | null
	count: number
	onClear: () => void
}

/** How many cards are seen of how many, and the way back to all of them. Nothing while all are. */
export function ShownCount({ shown, count, onClear }: ShownCountProps) {
	const { t } = useTranslation('board')
	return (
		<p className={styles['stand']} role="status">
			{shown !== null && (
				<>
					<span>{t('see.shown', { shown, count })}</span>
					<button type="button" onClick={onClear}>
						{t('see.clear')}
					</button>
				</>
			)}
		</p>
	)
}

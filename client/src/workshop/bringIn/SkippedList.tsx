import type { Skipped } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import styles from './bringIn.module.css'

/** What of a file does not come in, or otherwise than it stands there: where, and why. */
export function SkippedList({ skipped, more }: { skipped: readonly Skipped[]; more: number }) {
	const { t } = useTranslation('bring')
	if (skipped.length === 0) return null
	return (
		<details className={styles['skipped']} open={skipped.length <= 5}>
			<summary>{t('skipped', { count: skipped.length + more })}</summary>
			<ul>
				{skipped.map((one, index) => (
					<li key={index}>
						<PlaceInFile {...one} /> {t(`reasons.${one.reason}`, { entry: one.entry ?? '' })}
					</li>
				))}
				{more > 0 && <li>{t('more', { count: more })}</li>}
			</ul>
		</details>
	)
}

/** The reasons whose words name the entry. */
const NAMING: readonly Skipped['reason'][] = ['unknown_kind', 'unknown_category', 'unknown_column', 'too_much']

function PlaceInFile({ file, sheet, line, entry, reason }: Skipped) {
	const { t } = useTranslation('bring')
	const named = NAMING.includes(reason) ? undefined : entry
	const parts = [file, sheet, line === undefined ? undefined : t('line', { line }), named].filter(Boolean)
	return parts.length > 0 && <b>{t('at', { place: parts.join(' · ') })}</b>
}

import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { Chrome } from './Chrome.tsx'
import styles from './coverage.module.css'
import { useCoverage } from './useCoverage.ts'

/** How far the board's obstacles are answered. The open ones are a click away. */
export function CoveragePanel() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { coverage, open } = useCoverage()
	const { obstacles, answered, shared } = coverage
	if (obstacles === 0) return null

	const showOpen = () => {
		editor.setSelectedShapes(open)
		const bounds = editor.getSelectionPageBounds()
		if (bounds) editor.zoomToBounds(bounds, { inset: 140, targetZoom: 1, animation: { duration: 300 } })
	}
	return (
		<Chrome className={styles['panel']}>
			<details open>
				<summary>
					<b>{t('coverage.title')}</b>
					<Icon name="chevronDown" size={16} />
				</summary>
				<div className={styles['meter']} role="img" aria-label={t('coverage.meter', { answered, obstacles })}>
					<i style={{ width: `${(answered / obstacles) * 100}%` }} />
				</div>
				<p>
					<span>{t('coverage.obstacles', { count: obstacles })}</span>
					<span>{t('coverage.answered', { count: answered })}</span>
				</p>
				<p>
					{open.length > 0 ? (
						<button type="button" title={t('coverage.showOpen')} onClick={showOpen}>
							{t('coverage.open', { count: open.length })} →
						</button>
					) : (
						<span>{t('coverage.open', { count: 0 })}</span>
					)}
					{shared > 0 && <span>{t('coverage.shared', { count: shared })}</span>}
				</p>
			</details>
		</Chrome>
	)
}

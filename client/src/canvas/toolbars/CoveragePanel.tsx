import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { boardUi } from '../boardUi.ts'
import { CanvasControls } from '../CanvasControls.tsx'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { showObstacles } from '../search/showObstacles.ts'
import styles from './coverage.module.css'

/**
 * The number of obstacles of the board that have a solution. Filters for the open ones and for
 * those that several cities share. Initially it is collapsed to its figures.
 */
export function CoveragePanel() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { coverage } = useValue('content', () => boardUi(editor).content.get(), [editor])
	const { obstacles, answered, open, shared } = coverage
	if (obstacles === 0) return null

	const show = (mark: 'open' | 'shared') => showObstacles(editor, mark)
	return (
		<CanvasControls className={styles['panel']} covers="corner">
			<details>
				<summary>
					<b>{t('coverage.summary', { answered, obstacles })}</b>
					<Icon name="chevronDown" size={16} />
				</summary>
				<div className={styles['meter']} role="img" aria-label={t('coverage.meter', { answered, obstacles })}>
					<i style={{ width: `${(answered / obstacles) * 100}%` }} />
				</div>
				<p>
					{open > 0 ? (
						<button type="button" title={t('coverage.showOpen')} onClick={() => show('open')}>
							{t('coverage.open', { count: open })} →
						</button>
					) : (
						<span>{t('coverage.open', { count: 0 })}</span>
					)}
					{shared > 0 && (
						<button
							type="button"
							className={styles['shared']}
							title={t('filter.showShared')}
							onClick={() => show('shared')}
						>
							{t('coverage.shared', { count: shared })}
						</button>
					)}
				</p>
			</details>
		</CanvasControls>
	)
}

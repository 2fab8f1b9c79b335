import { useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { Chrome } from '../Chrome.tsx'
import floating from '../float.module.css'
import { showWholeBoard } from '../sight/fitBoard.ts'
import { minimapChoice, toggleMinimap } from './minimapChoice.ts'
import styles from './zoom.module.css'

const STEP = { animation: { duration: 160 } }

/** Nearer, farther, all of it. */
export function ZoomControls() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const percent = useValue('zoom', () => Math.round(editor.getZoomLevel() * 100), [editor])
	const hasMinimap = useValue(minimapChoice(editor))
	const center = () => editor.getViewportScreenCenter()
	return (
		<Chrome
			className={joinClasses(floating['float'], floating['buttons'], styles['zoom'])}
			role="toolbar"
			aria-label={t('zoom.bar')}
		>
			<button
				type="button"
				title={t('zoom.out')}
				aria-label={t('zoom.out')}
				onClick={() => editor.zoomOut(center(), STEP)}
			>
				<Icon name="minus" size={18} />
			</button>
			<button
				type="button"
				className={styles['level']}
				title={t('zoom.level', { percent })}
				aria-label={t('zoom.level', { percent })}
				onClick={() => editor.resetZoom(center(), STEP)}
			>
				{percent} %
			</button>
			<button
				type="button"
				title={t('zoom.in')}
				aria-label={t('zoom.in')}
				onClick={() => editor.zoomIn(center(), STEP)}
			>
				<Icon name="plus" size={18} />
			</button>
			<button
				type="button"
				className={styles['fit']}
				title={`${t('zoom.fit')} (Shift 1)`}
				aria-label={t('zoom.fit')}
				onClick={() => showWholeBoard(editor, { isAnimated: true })}
			>
				<Icon name="fit" size={18} />
			</button>
			<button
				type="button"
				title={t('see.minimap')}
				aria-label={t('see.minimap')}
				aria-pressed={hasMinimap}
				onClick={() => toggleMinimap(editor)}
			>
				<Icon name="map" size={18} />
			</button>
		</Chrome>
	)
}

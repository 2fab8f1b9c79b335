import { useEditor, useValue } from '@tldraw/tldraw'
import { peerCursors } from '../board/editor/peerCursors.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './together.module.css'

/** Whether one sees the cursors of the others. */
export function CursorSwitch() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { choice, areShown } = peerCursors(editor)
	const isOn = useValue(areShown)
	return (
		<label className={styles['switch']}>
			<input type="checkbox" checked={isOn} onChange={(event) => choice.set(event.target.checked)} />
			{t('write.showCursors')}
		</label>
	)
}

import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useWhyNot } from '../permits.ts'
import { PanelButton } from './PanelButton.tsx'
import styles from './panel.module.css'

/** Takes what is selected off the board, in one step of undo. */
export function DeleteButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const whyNot = useWhyNot('write')
	const remove = () => {
		editor.markHistoryStoppingPoint('delete')
		editor.deleteShapes(editor.getSelectedShapeIds())
	}
	return (
		<PanelButton
			icon="close"
			label={t('card.delete')}
			shortcut="Del"
			whyNot={whyNot}
			className={styles['delete']}
			onChoose={remove}
		/>
	)
}

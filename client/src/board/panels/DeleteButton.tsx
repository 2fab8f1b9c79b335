import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './panel.module.css'

/** Takes what is selected off the board, in one step of undo. */
export function DeleteButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const remove = () => {
		editor.markHistoryStoppingPoint('delete')
		editor.deleteShapes(editor.getSelectedShapeIds())
	}
	return (
		<button
			type="button"
			className={styles['delete']}
			title={`${t('card.delete')} (Del)`}
			aria-label={t('card.delete')}
			onClick={remove}
		>
			<Icon name="close" size={18} />
		</button>
	)
}

import { useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardSurroundings } from '../BoardContext.ts'
import styles from './hint.module.css'

/** What to do on an empty board, in one line; gone with the first card. */
export function EmptyHint() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canEdit, activities } = useBoardSurroundings()
	const isEmpty = useValue('is empty', () => editor.getCurrentPageShapeIds().size === 0, [editor])
	const isTouch = useValue('is touch', () => editor.getInstanceState().isCoarsePointer, [editor])
	if (!isEmpty) return null
	return (
		<p className={styles['empty']}>
			{canEdit && activities.has('write') ? t(isTouch ? 'empty.touch' : 'empty.work') : t('empty.view')}
		</p>
	)
}

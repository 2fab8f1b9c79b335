import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import styles from '../dialogs/dialogs.module.css'
import { bringInWish } from './bringInWish.ts'

/** The way to bring files in from the settings: a phone's bar has no room for its button. */
export function BringInEntry({ onOpen }: { onOpen: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation()
	const open = () => {
		onOpen()
		bringInWish(editor).set({ file: null })
	}
	return (
		<Button icon="bringIn" className={styles['more']} onClick={open}>
			{t('bringIn')}
		</Button>
	)
}

import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import styles from '../dialogs/dialogs.module.css'
import { helpShown } from './helpShown.ts'

/** The way to the help from the settings: a phone's bar has no room for its button. */
export function HelpEntry({ onOpen }: { onOpen: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const open = () => {
		onOpen()
		helpShown(editor).set(true)
	}
	return (
		<Button icon="help" className={styles['more']} onClick={open}>
			{t('write.keys.title')}
		</Button>
	)
}

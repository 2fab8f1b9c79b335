import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { helpShown } from './helpShown.ts'

/** Opens the help; so does the key ?. */
export function HelpButton({ className }: { className: string | undefined }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<Button
			look="quiet"
			size="small"
			icon="help"
			iconOnly
			className={className}
			aria-label={t('write.keys.title')}
			title={`${t('write.keys.title')} (?)`}
			onClick={() => helpShown(editor).set(true)}
		/>
	)
}

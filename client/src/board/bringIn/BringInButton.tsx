import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { bringInWish } from './bringInWish.ts'

/** Opens the dialog for bringing files in; so does a file that is dropped on the board. */
export function BringInButton({ className }: { className: string | undefined }) {
	const editor = useEditor()
	const { t } = useTranslation()
	return (
		<Button
			look="quiet"
			size="small"
			icon="bringIn"
			iconOnly
			className={className}
			aria-label={t('bringIn')}
			title={t('bringIn')}
			onClick={() => bringInWish(editor).set({ file: null })}
		/>
	)
}

import type { BoardId } from '@charrette/shared'
import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../i18n/useTranslation.ts'
import { failureOf, sendCommand } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/ToastProvider.tsx'

/** A facilitator's way to bring everybody to what is before their own eyes. */
export function GatherButton({ credentials, board }: { credentials: Credentials; board: BoardId }) {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const gather = async () => {
		const { x, y, w, h } = editor.getViewportPageBounds()
		try {
			await sendCommand(credentials, { type: 'people.gather', board, viewport: { x, y, w, h } })
			showToast(t('board:stage.gathered'))
		} catch (thrown) {
			showToast(t(`app:errors.${failureOf(thrown)}`), 'error')
		}
	}
	return (
		<Button
			look="quiet"
			size="small"
			icon="gather"
			iconOnly
			aria-label={t('board:stage.gather')}
			title={t('board:stage.gather')}
			onClick={gather}
		/>
	)
}

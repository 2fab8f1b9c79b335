import { MAX_PASTED_CARDS } from '@charrette/shared'
import styles from '../../boardParts/dialogs/dialogs.module.css'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { boardUi, type PastedText } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { pasteOneCard, putCards } from './pasteCards.ts'

/** Asks whether a long paste becomes many cards or one. */
export function PasteDialog() {
	const editor = useEditor()
	const paste = useValue('pending paste', () => boardUi(editor).clipboard.pending.get(), [editor])
	return paste && <PasteQuestion paste={paste} />
}

function PasteQuestion({ paste }: { paste: PastedText }) {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	useRegisterOpenMenu('paste')
	const close = () => boardUi(editor).clipboard.pending.set(null)
	const choose = (put: () => void) => {
		close()
		put()
		editor.focus()
	}
	const count = Math.min(paste.cards.length, MAX_PASTED_CARDS)
	return (
		<CanvasControls>
			<Dialog title={t('board:paste.title', { count: paste.cards.length })} onClose={close}>
				<div className={styles['choices']}>
					<Button
						variant="primary"
						onClick={() => choose(() => putCards(editor, { cards: paste.cards, point: paste.point }))}
					>
						{t('board:paste.all', { count })}
					</Button>
					<Button onClick={() => choose(() => pasteOneCard(editor, { text: paste.whole, point: paste.point }))}>
						{t('board:paste.one')}
					</Button>
					<Button variant="quiet" onClick={close}>
						{t('board:paste.cancel')}
					</Button>
				</div>
			</Dialog>
		</CanvasControls>
	)
}

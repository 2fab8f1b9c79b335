import { useEditor, useValue } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi, type Notice } from '../boardUi.ts'
import { Chrome } from '../Chrome.tsx'
import { pasteOneCard } from '../import/pasteCards.ts'
import styles from './notices.module.css'

const SHOWN_MS = 5000

/**
 * The notice above the tools. A hint disappears by itself; one that offers a lost text stays until
 * it is closed.
 */
export function BoardNotices() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const notice = useValue('notice', () => boardUi(editor).notice.get(), [editor])
	const close = () => boardUi(editor).notice.set(null)
	useEffect(() => {
		if (!notice || draftIn(notice) !== null || notice.type === 'lost') return
		const timer = setTimeout(() => boardUi(editor).notice.set(null), SHOWN_MS)
		return () => clearTimeout(timer)
	}, [editor, notice])
	useEffect(() => {
		const onFull = () => boardUi(editor).notice.set({ type: 'message', text: t('app:nackReasons.boardFull') })
		editor.on('max-shapes', onFull)
		return () => {
			editor.off('max-shapes', onFull)
		}
	}, [editor, t])
	const text = notice && draftIn(notice)

	return (
		<Chrome className={styles['notices']} role="status">
			{notice?.type === 'linkNeedsCards' && <p className={styles['notice']}>{t('board:notice.linkNeedsCards')}</p>}
			{notice?.type === 'denied' && (
				<p className={styles['notice']}>{t(`board:statusBar.denied.${notice.activity}`)}</p>
			)}
			{notice?.type === 'tooMuchPasted' && (
				<p className={styles['notice']}>{t('board:notice.tooMuchPasted', { count: notice.count })}</p>
			)}
			{notice?.type === 'message' && <p className={styles['notice']}>{notice.text}</p>}
			{notice?.type === 'lost' && text === null && (
				<div className={styles['notice']}>
					<p>{t('board:notice.replaced')}</p>
					<span className={styles['choices']}>
						<Button variant="quiet" onClick={close}>
							{t('app:close')}
						</Button>
					</span>
				</div>
			)}
			{notice && text !== null && (
				<div className={styles['notice']}>
					<p>{t(`board:notice.${leadKey(notice)}`)}</p>
					<blockquote>{text}</blockquote>
					<span className={styles['choices']}>
						<Button
							variant="primary"
							onClick={() => {
								const line = text.replace(/\s*\n\s*/g, ' ')
								pasteOneCard(editor, { text: line, point: editor.getViewportPageBounds().center })
								close()
							}}
						>
							{t('board:notice.draftAgain')}
						</Button>
						<Button variant="quiet" onClick={close}>
							{t('board:notice.draftDrop')}
						</Button>
					</span>
				</div>
			)}
		</Chrome>
	)
}

/** The text that a notice offers back; null if it offers none. */
function draftIn(notice: Notice): string | null {
	return notice.type === 'draft' || notice.type === 'lost' ? notice.text : null
}

function leadKey(notice: Notice): 'draft' | 'replacedDraft' | 'rejectedDraft' {
	if (notice.type !== 'lost') return 'draft'
	return notice.reason === 'replaced' ? 'replacedDraft' : 'rejectedDraft'
}

/** One line on an empty board that says how to begin. */
export function EmptyHint() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canEdit, activities } = useBoardContext()
	const isEmpty = useValue('is empty', () => editor.getCurrentPageShapeIds().size === 0, [editor])
	const isTouch = useValue('is touch', () => editor.getInstanceState().isCoarsePointer, [editor])
	if (!isEmpty) return null
	return (
		<p className={styles['empty']}>
			{canEdit && activities.has('write') ? t(isTouch ? 'empty.touch' : 'empty.work') : t('empty.view')}
		</p>
	)
}

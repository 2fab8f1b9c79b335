import { useEffect } from 'react'
import type { Translate } from '../../i18n/texts.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notices.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { type BoardNotice, boardUi } from '../boardUi.ts'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { pasteOneCard } from '../import/pasteCards.ts'
import { clearPageBounds } from '../viewport/camera.ts'
import styles from './notices.module.css'

const SHOWN_MS = 5000

/**
 * The canvas's own notice. A hint closes by itself; a notice that offers a lost text stays until
 * the person closes it.
 */
export function BoardNotices() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const notice = useValue('notice', () => boardUi(editor).notices.shown.get(), [editor])
	const close = () => boardUi(editor).notices.shown.set(null)
	useEffect(() => {
		if (!notice || draftIn(notice) !== null || notice.type === 'lost') return
		const timer = setTimeout(() => boardUi(editor).notices.shown.set(null), SHOWN_MS)
		return () => clearTimeout(timer)
	}, [editor, notice])
	useEffect(() => {
		const onFull = () => boardUi(editor).notices.shown.set({ type: 'message', text: t('app:nackReasons.boardFull') })
		editor.on('max-shapes', onFull)
		return () => {
			editor.off('max-shapes', onFull)
		}
	}, [editor, t])
	if (!notice) return null
	const text = draftIn(notice)
	if (notice.type === 'lost' && text === null)
		return (
			<Notice rank="message" icon="warning" onClose={close}>
				{t('board:notice.replaced')}
			</Notice>
		)
	if (text === null)
		return (
			<Notice rank="toast" tone="dark" icon="help" onClose={close}>
				{hintOf(notice, t)}
			</Notice>
		)
	const addAgain = () => {
		const line = text.replace(/\s*\n\s*/g, ' ')
		pasteOneCard(editor, { text: line, point: clearPageBounds(editor).center })
		close()
	}
	return (
		<Notice
			rank="call"
			icon="warning"
			actions={
				<>
					<Button variant="primary" onClick={addAgain}>
						{t('board:notice.draftAgain')}
					</Button>
					<Button variant="quiet" onClick={close}>
						{t('board:notice.draftDrop')}
					</Button>
				</>
			}
		>
			<p>{t(`board:notice.${leadKey(notice)}`)}</p>
			<blockquote>{text}</blockquote>
		</Notice>
	)
}

/** Returns the sentence of a hint. */
function hintOf(notice: BoardNotice, t: Translate<['board', 'app']>): string {
	switch (notice.type) {
		case 'denied':
			return t(`board:statusBar.denied.${notice.activity}`)
		case 'tooMuchPasted':
			return t('board:notice.tooMuchPasted', { count: notice.count })
		case 'continued':
			return t('board:notice.continued', { most: notice.most })
		case 'pastedAsText':
			return t(notice.hasText ? 'board:paste.asText' : 'board:paste.notPossible')
		case 'linkNeedsCards':
			return t('board:notice.linkNeedsCards')
		case 'message':
			return notice.text
		default:
			return ''
	}
}

/** Returns the text that a notice offers back; null if it offers none. */
function draftIn(notice: BoardNotice): string | null {
	return notice.type === 'draft' || notice.type === 'lost' ? notice.text : null
}

function leadKey(notice: BoardNotice): 'draft' | 'replacedDraft' | 'rejectedDraft' {
	if (notice.type !== 'lost') return 'draft'
	return notice.reason === 'replaced' ? 'replacedDraft' : 'rejectedDraft'
}

/** A line on an empty board that explains how to begin. */
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

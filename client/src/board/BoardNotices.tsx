import { useEditor, useValue } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Chrome } from './Chrome.tsx'
import styles from './hint.module.css'
import { noticeOf } from './notices.ts'
import { pasteCards } from './pasteCards.ts'

const SHOWN_MS = 5000

/** What the canvas has to say, above the tools. A hint goes by itself; a text that would be lost stays until one has decided. */
export function BoardNotices() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const notice = useValue('notice', () => noticeOf(editor).get(), [editor])
	const close = () => noticeOf(editor).set(null)
	useEffect(() => {
		if (!notice || notice.type === 'draft') return
		const timer = setTimeout(() => noticeOf(editor).set(null), SHOWN_MS)
		return () => clearTimeout(timer)
	}, [editor, notice])

	return (
		<Chrome className={styles['notices']} role="status">
			{notice?.type === 'linkNeedsCards' && <p className={styles['notice']}>{t('notice.linkNeedsCards')}</p>}
			{notice?.type === 'tooMuchPasted' && (
				<p className={styles['notice']}>{t('notice.tooMuchPasted', { count: notice.count })}</p>
			)}
			{notice?.type === 'draft' && (
				<div className={styles['notice']}>
					<p>{t('notice.draft')}</p>
					<blockquote>{notice.text}</blockquote>
					<span className={styles['choices']}>
						<Button
							look="primary"
							onClick={() => {
								const text = notice.text.replace(/\s*\n\s*/g, ' ')
								pasteCards(editor, { text, point: editor.getViewportPageBounds().center })
								close()
							}}
						>
							{t('notice.draftAgain')}
						</Button>
						<Button look="quiet" onClick={close}>
							{t('notice.draftDrop')}
						</Button>
					</span>
				</div>
			)}
		</Chrome>
	)
}

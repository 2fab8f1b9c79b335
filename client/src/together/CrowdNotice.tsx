import { useEditor, useValue } from '@tldraw/tldraw'
import { useEffect, useRef } from 'react'
import { MAX_CURSORS, peerCursors } from '../board/editor/peerCursors.ts'
import { showNotice } from '../board/notices/notices.ts'
import { useTranslation } from '../i18n/useTranslation.ts'

/** Says, once, that the cursors of so many people are hidden, and where they are to be had. */
export function CrowdNotice() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isSaid = useRef(false)
	const { choice, isCrowded } = peerCursors(editor)
	const areJustHidden = useValue('are cursors just hidden', () => isCrowded.get() && choice.get() === null, [
		choice,
		isCrowded,
	])
	useEffect(() => {
		if (!areJustHidden || isSaid.current) return
		isSaid.current = true
		showNotice(editor, { type: 'said', text: t('write.cursorsHidden', { count: MAX_CURSORS }) })
	}, [editor, areJustHidden, t])
	return null
}

import type { Reveal } from '@charrette/shared'
import { type Editor, useEditor } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { zoomToRect } from '../board/viewport/camera.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'

/**
 * Shows the number of cards that a reveal put on the board, and moves the camera to them. A person
 * in the middle of a gesture or a text, or who follows another person, gets a button instead.
 */
export function RevealedView({ reveal, onSeen }: { reveal: Reveal; onSeen: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const showToast = useToast()
	useEffect(() => {
		const { area, cards } = reveal
		const text = t('privateWriting.revealed', { count: cards })
		const show = () => area && zoomToRect(editor, area, { isAnimated: true })
		if (isBusy(editor)) showToast(text, 'note', { label: t('privateWriting.showRevealed'), onChoose: show })
		else {
			show()
			showToast(text)
		}
		onSeen()
	}, [editor, reveal, onSeen, showToast, t])
	return null
}

function isBusy(editor: Editor): boolean {
	const { isPointing, isDragging, isPanning, isPinching } = editor.inputs
	const isFollowing = editor.getInstanceState().followingUserId !== null
	return editor.getEditingShapeId() !== null || isFollowing || isPointing || isDragging || isPanning || isPinching
}

import type { Rect, Reveal } from '@charrette/shared'
import { useEffect } from 'react'
import { boardUi } from '../canvas/boardUi.ts'
import { type Editor, useEditor } from '../canvas/engine/editor.ts'
import { startPresenting } from '../canvas/toolbars/PresentMode.tsx'
import { isPhone, zoomToRect } from '../canvas/viewport/camera.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'

/**
 * Shows the number of cards that a reveal put on the board, and moves the camera to them; a
 * button and the key Page Down show them part by part (ROOM3l). A person
 * in the middle of a gesture or a text, or who follows another person, gets a button instead.
 */
export function RevealedView({ reveal, onSeen }: { reveal: Reveal; onSeen: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const showToast = useToast()
	useEffect(() => {
		const { area, cards } = reveal
		const text = t('privateWriting.revealed', { count: cards })
		const minZoom = isPhone(editor) ? MIN_ZOOM.phone : MIN_ZOOM.wide
		const show = () => area && zoomToRect(editor, withTitle(area), { isAnimated: true, minZoom })
		boardUi(editor).presentation.revealedArea.set(area)
		if (isBusy(editor)) showToast(text, 'note', { label: t('privateWriting.showRevealed'), onChoose: show })
		else {
			show()
			const step = { label: t('privateWriting.stepThrough'), onChoose: () => startPresenting(editor) }
			showToast(text, 'note', cards > 1 ? step : undefined)
		}
		onSeen()
	}, [editor, reveal, onSeen, showToast, t])
	return null
}

/** The smallest zoom at which the first words of cards are shown (LEVEL1). */
const MIN_ZOOM = { wide: 0.22, phone: 0.3 }
/** Margins around revealed cards, in board units, for the edge and the title of their cluster. */
const MARGIN = { x: 24, top: 64, bottom: 24 }

const withTitle = ({ x, y, w, h }: Rect): Rect => ({
	x: x - MARGIN.x,
	y: y - MARGIN.top,
	w: w + 2 * MARGIN.x,
	h: h + MARGIN.top + MARGIN.bottom,
})

function isBusy(editor: Editor): boolean {
	const { isPointing, isDragging, isPanning, isPinching } = editor.inputs
	const isFollowing = editor.getInstanceState().followingUserId !== null
	return editor.getEditingShapeId() !== null || isFollowing || isPointing || isDragging || isPanning || isPinching
}

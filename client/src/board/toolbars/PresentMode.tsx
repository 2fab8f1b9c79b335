import { type Editor, useEditor, useValue } from '@tldraw/tldraw'
import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, isKeyboardTaken } from '../CanvasControls.tsx'
import floating from '../canvasControls.module.css'
import { moveCamera } from '../viewport/camera.ts'
import { cameraFor, type PresentationSpace, usePresentation } from '../viewport/usePresentation.ts'
import styles from './presentMode.module.css'

/** Smallest text that people around a laptop can read; a phone is closer to the eyes. */
const MIN_TEXT_PX = { wide: 20, phone: 15 }
const PHONE_WIDTH = 700
const SPACE: PresentationSpace = {
	insets: { top: 28, right: 28, bottom: 92, left: 28 },
	minTextPx: () => (window.innerWidth < PHONE_WIDTH ? MIN_TEXT_PX.phone : MIN_TEXT_PX.wide),
}
const MOVE_MS = 500

const KEY_STEPS: Partial<Record<string, 1 | -1>> = {
	PageDown: 1,
	ArrowRight: 1,
	ArrowDown: 1,
	PageUp: -1,
	ArrowLeft: -1,
	ArrowUp: -1,
}

/** Starts presenting; beside the zoom buttons. */
export function PresentButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<button
			type="button"
			data-present=""
			title={t('present.start')}
			aria-label={t('present.start')}
			onClick={() => boardUi(editor).presenting.set('board')}
		>
			<Icon name="projector" size={18} />
		</button>
	)
}

/**
 * Shows the board part by part on this person's screen, without any tools but a laser pointer. The
 * key Page Down starts it.
 */
export function PresentMode() {
	const editor = useEditor()
	const presenting = useValue(boardUi(editor).presenting)
	useEffect(() => {
		const onKeyDown = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => {
			const isBusy = altKey || ctrlKey || metaKey || editor.getEditingShapeId() !== null || isKeyboardTaken()
			if (key === 'PageDown' && !isBusy) startPresenting(editor)
		}
		if (presenting) return undefined
		window.addEventListener('keydown', onKeyDown)
		return () => window.removeEventListener('keydown', onKeyDown)
	}, [editor, presenting])
	return presenting && <Presentation key={presenting} isRevealed={presenting === 'revealed'} />
}

/** Presents the board, or only the revealed cards (ROOM3l). */
export function startPresenting(editor: Editor): void {
	boardUi(editor).presenting.set(boardUi(editor).revealedArea.get() ? 'revealed' : 'board')
}

function Presentation({ isRevealed }: { isRevealed: boolean }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const slides = usePresentation(editor, SPACE, isRevealed ? boardUi(editor).revealedArea.get() : null)
	const [at, setAt] = useState(0)
	const count = slides?.length ?? 0
	const shown = Math.max(0, Math.min(at, count - 1))
	const slide = slides?.[shown]
	const hasLaser = useValue('has laser', () => editor.getCurrentToolId() === 'laser', [editor])
	const end = useCallback(() => boardUi(editor).presenting.set(null), [editor])
	const step = useCallback((by: 1 | -1) => setAt(Math.max(0, Math.min(shown + by, count - 1))), [shown, count])

	useLayoutEffect(() => {
		const container = editor.getContainer()
		const camera = editor.getCamera()
		container.toggleAttribute('data-presenting', true)
		editor.selectNone()
		editor.setCurrentTool('hand')
		return () => {
			container.toggleAttribute('data-presenting', false)
			if (editor.isDisposed) return
			editor.setCurrentTool('select')
			moveCamera(editor, camera, MOVE_MS)
		}
	}, [editor])

	useEffect(() => {
		if (slide) moveCamera(editor, cameraFor(editor, slide, SPACE), MOVE_MS)
	}, [editor, slide])

	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.altKey || event.ctrlKey || event.metaKey || isKeyboardTaken()) return
			const by = KEY_STEPS[event.key]
			if (!by && event.key !== 'Escape') return
			event.preventDefault()
			event.stopImmediatePropagation()
			if (by) step(by)
			else end()
		}
		window.addEventListener('keydown', onKeyDown, true)
		return () => window.removeEventListener('keydown', onKeyDown, true)
	}, [step, end])

	const steps = [
		{ by: -1, icon: 'arrowLeft', label: t('present.previous'), isEnd: shown === 0 },
		{ by: 1, icon: 'arrowRight', label: t('present.next'), isEnd: shown >= count - 1 },
	] as const
	const [previous, next] = steps.map(({ by, icon, label, isEnd }) => (
		<button key={by} type="button" title={label} aria-label={label} aria-disabled={isEnd} onClick={() => step(by)}>
			<Icon name={icon} size={20} />
		</button>
	))
	return (
		<CanvasControls
			className={joinClasses(floating['float'], floating['buttons'], styles['bar'])}
			covers="footer"
			role="group"
			aria-label={t('present.bar')}
			data-presents=""
		>
			{previous}
			<p role="status">
				<b>{t('present.position', { at: count === 0 ? 0 : shown + 1, count })}</b>
				{slide?.title && <span>{slide.title}</span>}
			</p>
			{next}
			<button
				type="button"
				title={t('presence.laser')}
				aria-label={t('presence.laser')}
				aria-pressed={hasLaser}
				onClick={() => editor.setCurrentTool(hasLaser ? 'hand' : 'laser')}
			>
				<Icon name="laser" size={20} />
			</button>
			<button type="button" title={`${t('present.end')} (Esc)`} aria-label={t('present.end')} onClick={end}>
				<Icon name="close" size={20} />
			</button>
		</CanvasControls>
	)
}

import { type PointerEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls } from '../CanvasControls.tsx'
import floating from '../canvasControls.module.css'
import { useEditor } from '../engine/editor.ts'
import { useReactor, useValue } from '../engine/signals.ts'
import { centerOn, zoomByStep, zoomTo, zoomToBoard } from '../viewport/camera.ts'
import { drawMinimap, type MapScale, MINIMAP_SIZE, minimapScale, toBoard, toMap } from './minimap.ts'
import styles from './navigation.module.css'
import { PresentButton } from './PresentMode.tsx'

/** The minimap and the zoom controls. */
export function NavigationPanel() {
	return (
		<>
			<MinimapPanel />
			<ZoomControls />
		</>
	)
}

/** The buttons that zoom in, zoom out, zoom to the whole board, and show the minimap. */
export function ZoomControls() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { mode, canEdit } = useBoardContext()
	const percent = useValue('zoom', () => Math.round(editor.getZoomLevel() * 100), [editor])
	const hasMinimap = useValue(boardUi(editor).viewport.minimap.isShown)
	return (
		<CanvasControls
			className={joinClasses(floating['float'], floating['buttons'], styles['zoom'])}
			covers="corner"
			role="toolbar"
			aria-label={t('zoom.bar')}
		>
			<button type="button" title={t('zoom.out')} aria-label={t('zoom.out')} onClick={() => zoomByStep(editor, -1)}>
				<Icon name="minus" size={18} />
			</button>
			<button
				type="button"
				className={styles['level']}
				title={t('zoom.level', { percent })}
				aria-label={t('zoom.level', { percent })}
				onClick={() => zoomTo(editor, 1)}
			>
				{percent} %
			</button>
			<button type="button" title={t('zoom.in')} aria-label={t('zoom.in')} onClick={() => zoomByStep(editor, 1)}>
				<Icon name="plus" size={18} />
			</button>
			<button
				type="button"
				className={styles['fit']}
				title={`${t('zoom.fit')} (Shift 1)`}
				aria-label={t('zoom.fit')}
				onClick={() => zoomToBoard(editor, { isAnimated: true })}
			>
				<Icon name="fit" size={18} />
			</button>
			<button
				type="button"
				title={t('zoom.minimap')}
				aria-label={t('zoom.minimap')}
				aria-pressed={hasMinimap}
				onClick={() => boardUi(editor).viewport.minimap.toggle()}
			>
				<Icon name="map" size={18} />
			</button>
			{mode === 'work' && <PresentButton />}
			{mode === 'work' && canEdit && <UndoButton />}
		</CanvasControls>
	)
}

/**
 * The undo button for narrow screens, where undo and redo in the toolbar may be scrolled out of
 * view.
 */
function UndoButton() {
	const { t } = useTranslation('board')
	const editor = useEditor()
	const { undoCount } = useBoardContext().canvasBinding
	const { undo } = useSyncExternalStore(undoCount.subscribe, undoCount.get)
	return (
		<button
			type="button"
			className={styles['undo']}
			title={t('tools.undo')}
			aria-label={t('tools.undo')}
			disabled={undo === 0}
			onClick={() => editor.undo()}
		>
			<Icon name="undo" size={18} />
		</button>
	)
}

/** Minimum interval between redraws of the shapes; the frame of the viewport follows at once. */
const REDRAW_MS = 250

/**
 * A small view of the whole board, if the person switched it on. A click or drag moves the viewport
 * there.
 */
export function MinimapPanel() {
	const editor = useEditor()
	const isOn = useValue(boardUi(editor).viewport.minimap.isShown)
	const isDark = useValue('is dark', () => editor.user.getIsDarkMode(), [editor])
	// The key remounts the minimap, which reads the colours when it is mounted.
	return isOn ? <Minimap key={isDark ? 'dark' : 'light'} /> : null
}

function Minimap() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const canvas = useRef<HTMLCanvasElement>(null)
	const view = useRef<HTMLElement>(null)
	const [scale, setScale] = useState<MapScale>(() => minimapScale({ x: 0, y: 0, w: 1, h: 1 }, MINIMAP_SIZE, 0))

	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | null = null
		const draw = () => {
			timer = null
			if (canvas.current) setScale(drawMinimap(editor, canvas.current))
		}
		draw()
		const unlisten = editor.store.listen(
			() => {
				timer ??= setTimeout(draw, REDRAW_MS)
			},
			{ scope: 'document' },
		)
		return () => {
			unlisten()
			if (timer) clearTimeout(timer)
		}
	}, [editor])

	useReactor('minimap view', () => {
		const { x, y, w, h } = toMap(scale, editor.getViewportPageBounds())
		view.current?.style.setProperty('transform', `translate(${x}px, ${y}px)`)
		view.current?.style.setProperty('width', `${w}px`)
		view.current?.style.setProperty('height', `${h}px`)
	}, [editor, scale])

	const go = (event: PointerEvent<HTMLElement>) => {
		if (event.buttons !== 1) return
		if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
		const box = event.currentTarget.getBoundingClientRect()
		centerOn(editor, toBoard(scale, { x: event.clientX - box.x, y: event.clientY - box.y }))
	}
	return (
		<CanvasControls className={styles['minimap']} covers="corner" onPointerDown={go} onPointerMove={go}>
			<canvas ref={canvas} role="img" aria-label={t('zoom.minimap')} />
			<i ref={view} />
		</CanvasControls>
	)
}

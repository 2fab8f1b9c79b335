import { useEditor, useQuickReactor, useValue } from '@tldraw/tldraw'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Chrome } from '../Chrome.tsx'
import { drawMinimap, MINIMAP_SIZE } from './drawMinimap.ts'
import styles from './minimap.module.css'
import { minimapChoice } from './minimapChoice.ts'
import { type MapScale, minimapScale, onBoard, onMap } from './minimapScale.ts'

/** The cards of a busy board are drawn again a few times a second; what one sees of it is followed at once. */
const REDRAW_MS = 250

/** The whole board in small, for those who switched it on; a click or drag goes there. */
export function MinimapPanel() {
	const editor = useEditor()
	const isOn = useValue(minimapChoice(editor))
	const isDark = useValue('is dark', () => editor.user.getIsDarkMode(), [editor])
	// The colours are those of the theme: in another one it is another map.
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

	useQuickReactor('minimap view', () => {
		const { x, y, w, h } = onMap(scale, editor.getViewportPageBounds())
		view.current?.style.setProperty('transform', `translate(${x}px, ${y}px)`)
		view.current?.style.setProperty('width', `${w}px`)
		view.current?.style.setProperty('height', `${h}px`)
	}, [editor, scale])

	const go = (event: PointerEvent<HTMLElement>) => {
		if (event.buttons !== 1) return
		if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
		const box = event.currentTarget.getBoundingClientRect()
		editor.centerOnPoint(onBoard(scale, { x: event.clientX - box.x, y: event.clientY - box.y }))
	}
	return (
		<Chrome className={styles['panel']} onPointerDown={go} onPointerMove={go}>
			<canvas ref={canvas} role="img" aria-label={t('see.minimap')} />
			<i ref={view} />
		</Chrome>
	)
}

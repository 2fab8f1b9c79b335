import { useEditor } from '@tldraw/tldraw'
import { useLayoutEffect, useRef } from 'react'
import { NoticeOutlet } from '../../ui/Notices.tsx'
import { boardUi } from '../boardUi.ts'
import { CanvasControls } from '../CanvasControls.tsx'
import styles from './notices.module.css'

/**
 * The place of the notices on the canvas: below the bars at its upper edge, between the buttons in
 * the corners. The camera keeps clear of them (`topInset`).
 */
export function CanvasNotices() {
	const editor = useEditor()
	const outlet = useRef<HTMLDivElement>(null)
	useLayoutEffect(() => {
		const notices = outlet.current
		const place = notices?.parentElement
		if (!notices || !place) return undefined
		const container = editor.getContainer()
		const measure = () => {
			const canvas = container.getBoundingClientRect()
			const { left, right, top, height } = (notices.firstElementChild ?? notices).getBoundingClientRect()
			const bottom = Math.min(top + height, notices.getBoundingClientRect().bottom)
			boardUi(editor).topInset.set({
				bars: place.getBoundingClientRect().top - canvas.top,
				notices:
					height > 0 ? { left: left - canvas.left, right: right - canvas.left, bottom: bottom - canvas.top } : null,
			})
			container.style.setProperty('--notices', height > 0 ? `${height + GAP}px` : '0px')
		}
		measure()
		// The place ends at the lower edge of the canvas, so it is resized when its upper edge moves.
		const observer = new ResizeObserver(measure)
		observer.observe(notices)
		observer.observe(place)
		return () => observer.disconnect()
	}, [editor])
	return (
		<CanvasControls className={styles['place']} data-presents="">
			<NoticeOutlet ref={outlet} className={styles['outlet']} />
		</CanvasControls>
	)
}

/** Gap between the notices and the content that makes room for them, in px. */
const GAP = 8

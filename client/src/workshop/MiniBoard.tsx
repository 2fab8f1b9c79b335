import { type BoardDigest, countCards } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import { joinClasses } from '../ui/joinClasses.ts'
import { drawDigest, paletteOf } from './drawDigest.ts'
import styles from './MiniBoard.module.css'

/** A board in small: where its cards lie, in the colours of their kinds. Drawn on one canvas, and anew only when it changes. */
export function MiniBoard({ digest, className }: { digest: BoardDigest | null; className?: string | undefined }) {
	const canvas = useRef<HTMLCanvasElement>(null)
	useEffect(() => {
		const element = canvas.current
		if (!element) return
		const draw = () => {
			const { clientWidth: w, clientHeight: h } = element
			const ratio = window.devicePixelRatio || 1
			element.width = Math.round(w * ratio)
			element.height = Math.round(h * ratio)
			const context = element.getContext('2d')
			if (!context || !digest) return
			context.scale(ratio, ratio)
			drawDigest(context, digest, { size: { w, h }, palette: paletteOf(element) })
		}
		draw()
		const onSize = new ResizeObserver(draw)
		onSize.observe(element)
		const onTheme = new MutationObserver(draw)
		onTheme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
		return () => {
			onSize.disconnect()
			onTheme.disconnect()
		}
	}, [digest])
	return (
		<span className={joinClasses(styles['mini'], className)} aria-hidden="true">
			<canvas ref={canvas} data-cards={digest ? countCards(digest) : undefined} />
		</span>
	)
}

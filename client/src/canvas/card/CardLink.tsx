import type { MouseEvent, PointerEvent } from 'react'
import { useEditor } from '../engine/editor.ts'
import styles from './card.module.css'

/** A pointer that moves farther than this, in screen px, drags the card. */
const DRAG_PX = 5

/**
 * Returns the handlers of an element in a card that can also be used to select and drag the card.
 * tldraw captures the pointer, so the browser sends no click; a press without a drag calls back,
 * and so does a click without a pointer, which comes from assistive technology.
 */
export function usePress(onPress: () => void) {
	const editor = useEditor()
	return {
		onPointerDown(event: PointerEvent) {
			if (event.button !== 0 || !event.isPrimary) return
			const { clientX, clientY, pointerId } = event
			const onPointerUp = (up: globalThis.PointerEvent) => {
				if (up.pointerId !== pointerId) return
				stop()
				const isDrag = Math.hypot(up.clientX - clientX, up.clientY - clientY) > DRAG_PX
				if (up.type === 'pointerup' && !isDrag && editor.isInAny('select', 'hand')) onPress()
			}
			const stop = () => {
				for (const type of ['pointerup', 'pointercancel'] as const) removeEventListener(type, onPointerUp, true)
			}
			for (const type of ['pointerup', 'pointercancel'] as const) addEventListener(type, onPointerUp, true)
		},
		onClick(event: MouseEvent) {
			event.preventDefault()
			if (event.detail === 0) onPress()
		},
	}
}

/** A link in the text of a card (TEXT2). */
export function CardLink({ text, href }: { text: string; href: string }) {
	const press = usePress(() => openLink(href))
	return (
		<a
			className={styles['link']}
			href={href}
			target="_blank"
			rel="noopener noreferrer"
			tabIndex={-1}
			draggable={false}
			{...press}
		>
			{text}
		</a>
	)
}

/** Opens an address of `linksIn` in a new tab, which gets no reference to this page. */
export function openLink(href: string): void {
	window.open(href, '_blank', 'noopener,noreferrer')
}

import type { CardKind } from '@charrette/shared'
import { type MouseEvent, useMemo, useState } from 'react'
import { useEvent } from '../ui/useEvent.ts'
import { useLongPress } from '../ui/useLongPress.ts'

/** A card with a long press or a right click on it, and the position of that in the window. */
export interface CardPress {
	card: string
	kind: CardKind
	/** The card's cluster; null outside of clusters. */
	cluster: string | null
	isLocked: boolean
	x: number
	y: number
}

const NOTHING: CardPress = { card: '', kind: 'obstacle', cluster: null, isLocked: false, x: 0, y: 0 }
const LONG_PRESS_MS = 500

/**
 * Calls `onPress` after a long press or a right click on a card. Returns the latest one, and the
 * handlers for the element around all cards. Browsers report a long press as a right click, except
 * Safari.
 */
export function useCardPress(onPress: () => void) {
	const [press, setPress] = useState(NOTHING)
	const open = (target: EventTarget, x: number, y: number) => {
		const row = target instanceof Element ? target.closest('[data-main]')?.closest<HTMLElement>('[data-card]') : null
		const { card, kind, cluster, locked } = row?.dataset ?? {}
		if (!card) return false
		setPress({ card, kind: kind as CardKind, cluster: cluster || null, isLocked: locked === 'true', x, y })
		onPress()
		return true
	}
	const touch = useLongPress(LONG_PRESS_MS, ({ target, clientX, clientY }) => {
		if (open(target, clientX, clientY)) ignoreNextClick()
	})
	const openMenu = useEvent((event: MouseEvent) => {
		const isTouch = touch.cancel()
		if (!open(event.target, event.clientX, event.clientY)) return
		event.preventDefault()
		if (isTouch) ignoreNextClick()
	})
	const handlers = useMemo(() => ({ ...touch.handlers, onContextMenu: openMenu }), [touch.handlers, openMenu])
	return { press, handlers }
}

/** Ignores the click that follows when the finger that opened the menu leaves the screen. */
function ignoreNextClick(): void {
	const ignore = (event: Event) => {
		event.preventDefault()
		event.stopPropagation()
		stop()
	}
	const stop = () => {
		window.removeEventListener('click', ignore, true)
		window.removeEventListener('pointerdown', stop, true)
	}
	window.addEventListener('click', ignore, true)
	window.addEventListener('pointerdown', stop, true)
}

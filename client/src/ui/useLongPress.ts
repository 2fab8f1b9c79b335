import { type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { useEvent } from './useEvent.ts'

/** A touch that moves farther is a scroll or a drag. */
const MAX_MOVE_PX = 10

/**
 * Returns the handlers of an element that call `onLongPress` when a finger or a pen has rested on
 * it for `delayMs`. `cancel` ends a press in progress, and returns whether there was one.
 */
export function useLongPress(delayMs: number, onLongPress: (press: PointerEvent) => void) {
	const pending = useRef<{ x: number; y: number; timer: ReturnType<typeof setTimeout> } | null>(null)
	const report = useEvent(onLongPress)
	const { cancel, handlers } = useMemo(() => {
		const cancel = (): boolean => {
			const isPressed = pending.current !== null
			if (pending.current) clearTimeout(pending.current.timer)
			pending.current = null
			return isPressed
		}
		return {
			cancel,
			handlers: {
				onPointerDown(press: PointerEvent) {
					cancel()
					if (press.pointerType === 'mouse') return
					const timer = setTimeout(() => {
						pending.current = null
						report(press)
					}, delayMs)
					pending.current = { x: press.clientX, y: press.clientY, timer }
				},
				onPointerMove({ clientX, clientY }: PointerEvent) {
					const from = pending.current
					if (from && Math.hypot(clientX - from.x, clientY - from.y) > MAX_MOVE_PX) cancel()
				},
				onPointerUp: () => void cancel(),
				onPointerCancel: () => void cancel(),
			},
		}
	}, [delayMs, report])
	useEffect(() => handlers.onPointerCancel, [handlers])
	return { cancel, handlers }
}

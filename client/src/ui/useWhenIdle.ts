import { useEffect, useState } from 'react'

/** The time without input after which typing counts as stopped. */
const IDLE_MS = 3000

/**
 * Returns the value, without updates while this person types, so that they are not distracted. A
 * change to null is returned immediately.
 */
export function useWhenIdle<T>(value: T | null): T | null {
	const isTyping = useIsTyping()
	const [shown, setShown] = useState(value)
	useEffect(() => {
		if (!isTyping) setShown(() => value)
	}, [isTyping, value])
	return value === null ? null : shown
}

/** Returns whether this person types in any field, with or without an input method. */
function useIsTyping(): boolean {
	const [isTyping, setTyping] = useState(false)
	useEffect(() => {
		let timeout: ReturnType<typeof setTimeout> | undefined
		const stop = () => {
			clearTimeout(timeout)
			setTyping(false)
		}
		const onInput = ({ isComposing }: { isComposing?: boolean }) => {
			clearTimeout(timeout)
			setTyping(true)
			// A composition may pause for a long time. Its end fires another input event.
			if (!isComposing) timeout = setTimeout(stop, IDLE_MS)
		}
		document.addEventListener('input', onInput, true)
		document.addEventListener('focusout', stop, true)
		return () => {
			stop()
			document.removeEventListener('input', onInput, true)
			document.removeEventListener('focusout', stop, true)
		}
	}, [])
	return isTyping
}

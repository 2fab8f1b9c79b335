import { useEffect, useState } from 'react'

/** Who has not typed for so long is not in the middle of a word any more. */
const IDLE_MS = 3000

/** Something that calls for attention, held back while this person is typing; what ended meanwhile is never shown. */
export function useWhenIdle<T>(value: T | null): T | null {
	const isTyping = useIsTyping()
	const [calm, setCalm] = useState(value)
	useEffect(() => {
		if (!isTyping) setCalm(() => value)
	}, [isTyping, value])
	return value === null ? null : calm
}

/** Whether this person writes something just now, in whatever field, with or without an input method. */
function useIsTyping(): boolean {
	const [isTyping, setTyping] = useState(false)
	useEffect(() => {
		let wait: ReturnType<typeof setTimeout> | undefined
		const rest = () => {
			clearTimeout(wait)
			setTyping(false)
		}
		const onInput = ({ isComposing }: { isComposing?: boolean }) => {
			clearTimeout(wait)
			setTyping(true)
			// A composition may be thought over for long; it ends by itself, and that is an input too.
			if (!isComposing) wait = setTimeout(rest, IDLE_MS)
		}
		document.addEventListener('input', onInput, true)
		document.addEventListener('focusout', rest, true)
		return () => {
			rest()
			document.removeEventListener('input', onInput, true)
			document.removeEventListener('focusout', rest, true)
		}
	}, [])
	return isTyping
}

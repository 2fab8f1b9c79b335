import { useEffect, useRef } from 'react'
import { isComposing } from '../ui/isComposing.ts'

/**
 * Ctrl or Cmd with K opens the palette, also while somebody writes; on a Mac, Ctrl K deletes to the
 * end of a line there. Not while a dialog is open.
 */
export function usePaletteKey(open: () => void): void {
	const latest = useRef(open)
	latest.current = open
	useEffect(() => {
		const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
		const onKeyDown = (event: KeyboardEvent) => {
			const hasModifier = isMac ? event.metaKey : event.ctrlKey
			if (!hasModifier || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
			if (isComposing(event) || document.querySelector('dialog[open]')) return
			event.preventDefault()
			event.stopPropagation()
			latest.current()
		}
		window.addEventListener('keydown', onKeyDown, { capture: true })
		return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
	}, [])
}

import { useEffect, useEffectEvent } from 'react'
import { isComposing } from '../ui/isComposing.ts'
import { isMac } from '../ui/keyLabels.ts'

/**
 * Opens the palette with Ctrl+K, or with Cmd+K on a Mac, where Ctrl+K in a text deletes to the end
 * of the line. The shortcut also works while a person types. It is inactive while a dialog is open.
 */
export function usePaletteKey(open: () => void): void {
	const openNow = useEffectEvent(open)
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			const hasModifier = isMac() ? event.metaKey : event.ctrlKey
			if (!hasModifier || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
			if (isComposing(event) || document.querySelector('dialog[open]')) return
			event.preventDefault()
			event.stopPropagation()
			openNow()
		}
		window.addEventListener('keydown', onKeyDown, { capture: true })
		return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
	}, [])
}

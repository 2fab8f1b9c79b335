import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import { isComposing } from '../ui/isComposing.ts'
import { isMac } from '../ui/keyLabels.ts'
import { type LazyDialogOptions, useLazyDialog } from '../ui/useLazyDialog.tsx'

export interface PaletteProps {
	/** The text that was typed between the key and the palette, whose chunk may take a while. */
	typed: string
	onClose: () => void
}

/** Returns the command palette, which is fetched and shown when its key is pressed; else null. */
export function usePalette<Props extends PaletteProps>(
	options: LazyDialogOptions<Props>,
	props: Omit<Props, keyof PaletteProps>,
): ReactNode {
	const [typed, setTyped] = useState('')
	const { open, close, isOpening, dialog } = useLazyDialog<Props>(options, { ...props, typed } as Omit<
		Props,
		'onClose'
	>)
	usePaletteKey(() => {
		setTyped('')
		open()
	})
	useEarlyKeys(isOpening, { onText: setTyped, onCancel: close })
	return dialog
}

/**
 * Calls back for Ctrl+K, or for Cmd+K on a Mac, where Ctrl+K in a text deletes to the end of the
 * line. The shortcut also works while a person types. It is inactive while a dialog is open.
 */
function usePaletteKey(open: () => void): void {
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

interface EarlyKeys {
	onText(change: (before: string) => string): void
	onCancel(): void
}

/** Collects keys for a palette that is not shown yet: the board would take them as shortcuts. */
function useEarlyKeys(isOpening: boolean, { onText, onCancel }: EarlyKeys): void {
	const cancel = useEffectEvent(onCancel)
	// It ends in the render that shows the palette, whose field takes the next key.
	useLayoutEffect(() => {
		if (!isOpening) return undefined
		const onKeyDown = (event: KeyboardEvent) => {
			if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return
			event.preventDefault()
			event.stopPropagation()
			const { key } = event
			if (key === 'Escape') cancel()
			else if (key === 'Backspace') onText((before) => [...before].slice(0, -1).join(''))
			else if ([...key].length === 1) onText((before) => before + key)
		}
		window.addEventListener('keydown', onKeyDown, { capture: true })
		return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
	}, [isOpening, onText])
}

import { type ReactNode, useEffectEvent, useLayoutEffect, useState } from 'react'
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
	/** Collects a key for a palette that is not shown yet: the board would take it as a shortcut. */
	const takeEarly = ({ key }: KeyboardEvent) => {
		if (key === 'Escape') close()
		else if (key === 'Backspace') setTyped((before) => [...before].slice(0, -1).join(''))
		else if ([...key].length === 1) setTyped((before) => before + key)
	}
	const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
		if (isComposing(event)) return
		if (isPaletteKey(event)) {
			setTyped('')
			open()
		} else if (isOpening && !event.ctrlKey && !event.metaKey && !event.altKey) takeEarly(event)
		else return
		event.preventDefault()
		event.stopImmediatePropagation()
	})
	// A layout effect, to come before the other listeners of the window, such as that of "/".
	useLayoutEffect(() => {
		const listener = (event: KeyboardEvent) => onKeyDown(event)
		window.addEventListener('keydown', listener, { capture: true })
		return () => window.removeEventListener('keydown', listener, { capture: true })
	}, [])
	return dialog
}

/**
 * Returns whether this is Ctrl+K, or Cmd+K on a Mac, where Ctrl+K in a text deletes to the end of
 * the line. The shortcut also works while a person types. It is inactive while a dialog is open.
 */
function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
	const hasModifier = isMac() ? metaKey : ctrlKey
	return hasModifier && !altKey && !shiftKey && key.toLowerCase() === 'k' && !document.querySelector('dialog[open]')
}

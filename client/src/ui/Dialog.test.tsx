import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Dialog } from './Dialog.tsx'

it('[KEY7b] the Esc that cancels a composition belongs to the input method', () => {
	render(
		<Dialog title="A card" onClose={() => {}}>
			<input aria-label="Text" />
		</Dialog>,
	)
	/** Presses Esc; returns whether the browser closes the dialog then. */
	const press = (init: KeyboardEventInit) => fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape', ...init })
	expect(press({ isComposing: true })).toBe(false)
	// Safari, after the end of the composition.
	expect(press({ keyCode: 229 })).toBe(false)
	expect(press({ keyCode: 27 })).toBe(true)
})

import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ToastProvider } from '../ui/Toasts.tsx'
import { type PaletteProps, usePalette } from './usePalette.ts'

const Field = ({ typed }: PaletteProps) => <input aria-label="palette" defaultValue={typed} />

describe('[KEY9] keys between Ctrl+K and the palette', () => {
	let resolve: (palette: ComponentType<PaletteProps>) => void
	let reject: (reason: unknown) => void
	let onBoard: string[]

	beforeEach(() => {
		onBoard = []
		const load = () =>
			new Promise<ComponentType<PaletteProps>>((onLoad, onFailure) => {
				resolve = onLoad
				reject = onFailure
			})
		const Palette = () => usePalette({ load, texts: 'app' }, {})
		render(
			<ToastProvider>
				{/* biome-ignore lint/a11y/noStaticElementInteractions: it stands for the board */}
				<div data-testid="board" onKeyDown={({ key }) => onBoard.push(key)} />
				<Palette />
			</ToastProvider>,
		)
	})
	afterEach(cleanup)

	const press = (key: string, modifiers = {}) => fireEvent.keyDown(screen.getByTestId('board'), { key, ...modifiers })
	const arrive = () => act(async () => resolve(Field))

	it('are its text, and reach the board neither before it is shown nor as shortcuts', async () => {
		press('k', { ctrlKey: true })
		for (const key of ['b', 'u', 'x', 'Backspace', 's', 'Enter', 'Delete']) press(key)
		await arrive()
		expect((await screen.findByLabelText<HTMLInputElement>('palette')).value).toBe('bus')
		expect(onBoard).toEqual([])
		press('n')
		expect(onBoard).toEqual(['n'])
	})

	it('cancel it with Esc', async () => {
		press('k', { ctrlKey: true })
		press('Escape')
		press('n')
		await arrive()
		expect(screen.queryByLabelText('palette')).toBeNull()
		expect(onBoard).toEqual(['n'])
	})

	it('reach the board again once it cannot be fetched', async () => {
		press('k', { ctrlKey: true })
		press('b')
		await act(async () => reject(new Error('no connection')))
		press('n')
		expect(onBoard).toEqual(['n'])
	})
})

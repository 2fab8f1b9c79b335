import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ComponentType, useEffect } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ToastProvider } from '../ui/Toasts.tsx'
import { type PaletteProps, usePalette } from './usePalette.ts'

const Field = ({ typed }: PaletteProps) => <input aria-label="palette" defaultValue={typed} />

/** A palette that takes the keys in an effect, as a dialog does. */
function TakesKeys(props: PaletteProps) {
	useEffect(() => {
		const claim = (event: KeyboardEvent) => event.stopImmediatePropagation()
		window.addEventListener('keydown', claim, { capture: true })
		return () => window.removeEventListener('keydown', claim, { capture: true })
	}, [])
	return <Field {...props} />
}

describe('[KEY9] keys between Ctrl+K and the palette', () => {
	let resolve: (palette: ComponentType<PaletteProps>) => void
	let reject: (reason: unknown) => void
	let onBoard: string[]
	let onWindow: string[]

	beforeEach(() => {
		onBoard = []
		onWindow = []
		const load = () =>
			new Promise<ComponentType<PaletteProps>>((onLoad, onFailure) => {
				resolve = onLoad
				reject = onFailure
			})
		const Palette = () => usePalette({ load, texts: 'app' }, {})
		const Search = () => {
			useEffect(() => {
				const onKeyDown = ({ key }: KeyboardEvent) => void onWindow.push(key)
				window.addEventListener('keydown', onKeyDown, { capture: true })
				return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
			}, [])
			return null
		}
		render(
			<ToastProvider>
				{/* biome-ignore lint/a11y/noStaticElementInteractions: it stands for the board */}
				<div data-testid="board" onKeyDown={({ key }) => onBoard.push(key)} />
				<Search />
				<Palette />
			</ToastProvider>,
		)
	})
	afterEach(() => {
		setActing(true)
		cleanup()
	})

	const setActing = (isActing: boolean) => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: isActing })
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

	it('reach no other listener of the window', async () => {
		press('k', { ctrlKey: true })
		press('/')
		await arrive()
		expect((await screen.findByLabelText<HTMLInputElement>('palette')).value).toBe('/')
		expect(onWindow).toEqual([])
	})

	it('reach the palette as soon as it is on the page', async () => {
		press('k', { ctrlKey: true })
		// `act` would run effects early.
		setActing(false)
		const shown = new Promise<void>((onShown) => {
			const observer = new MutationObserver(() => {
				if (!screen.queryByLabelText('palette')) return
				observer.disconnect()
				press('n')
				onShown()
			})
			observer.observe(document.body, { childList: true, subtree: true })
		})
		resolve(TakesKeys)
		await shown
		expect(onBoard).toEqual([])
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

import type { Workshop } from '@charrette/shared'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useRef } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { tabStore } from '../connection/browserStorage.ts'
import { IsReplacedContext } from '../navigation/BoardPlace.ts'
import { usePromptOpening } from './usePromptOpening.ts'

const PHASE = { id: 'write', kind: 'write' }
const workshop = (id: string) =>
	({ id, currentSession: 's', sessions: [{ id: 's', phase: PHASE.id, phases: [PHASE] }] }) as unknown as Workshop

function Bar({ id }: { id: string }) {
	const root = useRef<HTMLDivElement>(null)
	const [isOpen, setOpen] = usePromptOpening(workshop(id), root)
	return (
		<>
			<div ref={root}>
				<button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
					Phase
				</button>
			</div>
			<div className="tl-canvas">Board</div>
			<textarea aria-label="Card" />
		</>
	)
}

afterEach(() => {
	vi.useRealTimers()
	for (const key of tabStore.keys('')) tabStore.remove(key)
})

const setUp = (id: string) => {
	render(<Bar id={id} />)
	return userEvent.setup()
}
/** Timers advance by `wait` alone. */
const setUpWithoutTime = (id: string) => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
	render(<Bar id={id} />)
}
const button = () => screen.getByRole('button', { name: 'Phase' })
const isOpen = () => button().getAttribute('aria-expanded') === 'true'
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms))

it('[INSET5] the prompt opens by itself, and folds into its bar after 10 s', () => {
	setUpWithoutTime('a')
	expect(isOpen()).toBe(true)
	wait(9_900)
	expect(isOpen()).toBe(true)
	wait(200)
	expect(isOpen()).toBe(false)
})

it('[INSET5] the prompt folds at the first press on the board', async () => {
	const user = setUp('b')
	await user.click(screen.getByText('Board'))
	expect(isOpen()).toBe(false)
})

it('[INSET5] the prompt folds when a person goes to a field to write', async () => {
	const user = setUp('c')
	await user.click(screen.getByRole('textbox', { name: 'Card' }))
	expect(isOpen()).toBe(false)
})

it('[INSET5] a prompt opened by hand stays until a person closes it or works', () => {
	setUpWithoutTime('d')
	fireEvent.click(button())
	fireEvent.click(button())
	wait(60_000)
	expect(isOpen()).toBe(true)
	fireEvent.pointerDown(screen.getByText('Board'))
	expect(isOpen()).toBe(false)
})

it('[INSET5] a prompt with the focus does not fold by itself', () => {
	setUpWithoutTime('e')
	act(() => button().focus())
	wait(15_000)
	expect(isOpen()).toBe(true)
	act(() => button().blur())
	wait(10_000)
	expect(isOpen()).toBe(false)
})

it('[INSET5] the prompt does not open in a view that is about to be replaced, but in the next one', () => {
	const { rerender } = render(
		<IsReplacedContext value={true}>
			<Bar key="former" id="f" />
		</IsReplacedContext>,
	)
	expect(isOpen()).toBe(false)
	rerender(
		<IsReplacedContext value={false}>
			<Bar key="next" id="f" />
		</IsReplacedContext>,
	)
	expect(isOpen()).toBe(true)
})

import type { Workshop } from '@charrette/shared'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import { RevealControls } from './PrivateWritingControls.tsx'

beforeEach(() => {
	addTexts('en', 'app', app)
	addTexts('en', 'dashboard', dashboard)
	// Browsers queue the event of a closed dialog; happy-dom dispatches it at once.
	vi.spyOn(HTMLDialogElement.prototype, 'close').mockImplementation(function (this: HTMLDialogElement) {
		this.open = false
	})
})
afterEach(() => vi.restoreAllMocks())

const workshop = { session: 's', sessions: [{ id: 's', groups: [], boards: [{ id: 'b' }], phases: [] }] }
const withCards = (cards: number) => (
	<ToastProvider>
		<RevealControls
			workshop={workshop as unknown as Workshop}
			privateCards={{ b: { cards, people: cards, unsent: 0 } } as never}
			run={async () => ({ version: 2 })}
		/>
	</ToastProvider>
)

it('[STAGE4a] the question before a reveal closes when another facilitator reveals, and stays closed', async () => {
	const { rerender } = render(withCards(1))
	await userEvent.click(screen.getByRole('button', { name: 'Reveal with names' }))
	expect(screen.getByRole('dialog')).toBeTruthy()
	rerender(withCards(0))
	expect(screen.queryByRole('dialog')).toBeNull()
	// The first card of the next private phase.
	rerender(withCards(1))
	expect(screen.queryByRole('dialog')).toBeNull()
	expect(screen.getByRole('button', { name: 'Reveal with names' })).toBeTruthy()
})

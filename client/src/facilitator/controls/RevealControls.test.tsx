import type { Workshop } from '@charrette/shared'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createServerClock } from '../../connection/serverClock.ts'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import { ControlBar } from './ControlBar.tsx'
import { RevealControls } from './PrivateWritingControls.tsx'

const { fetch } = globalThis
beforeEach(() => {
	globalThis.fetch = async () => new Response('{}', { status: 404 })
	addTexts('en', 'app', app)
	addTexts('en', 'dashboard', dashboard)
})
afterEach(() => {
	globalThis.fetch = fetch
})

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

/** The controls in one of two private phases, with this number of private cards. */
const inPhase = (phase: 'one' | 'two', cards: number) => {
	const phases = ['one', 'two'].map((id) => ({ id, title: { en: id }, kind: 'write', isPrivate: true, may: ['card'] }))
	const session = { id: 's', groups: [], boards: [{ id: 'b' }], phases, phase }
	const of = { id: 'w', session: 's', sessions: [session], participants: [], locales: ['en'], cities: [] }
	return (
		<QueryClientProvider client={new QueryClient()}>
			<ToastProvider>
				<ControlBar
					workshop={of as unknown as Workshop}
					privateCards={{ b: { cards, people: cards, unsent: 0 } } as never}
					clock={createServerClock()}
					run={async () => ({ version: 2 })}
				/>
			</ToastProvider>
		</QueryClientProvider>
	)
}

it('[STAGE4a] the question at the end of a private phase closes when another facilitator reveals', async () => {
	const { rerender } = render(inPhase('one', 1))
	await userEvent.click(screen.getByRole('button', { name: /^Next: two/ }))
	expect(screen.getByRole('dialog')).toBeTruthy()
	rerender(inPhase('one', 0))
	expect(screen.queryByRole('dialog')).toBeNull()
	rerender(inPhase('one', 1))
	expect(screen.queryByRole('dialog')).toBeNull()
})

it('[STAGE4a] the question at the end of a private phase closes when another facilitator ends the phase', async () => {
	const { rerender } = render(inPhase('one', 1))
	await userEvent.click(screen.getByRole('button', { name: /^Next: two/ }))
	rerender(inPhase('two', 1))
	expect(screen.queryByRole('dialog')).toBeNull()
})

import type { Command, SessionId, Workshop } from '@charrette/shared'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createObservable } from '../../connection/observable.ts'
import { createServerClock } from '../../connection/serverClock.ts'
import type { Digests } from '../../connection/useWorkshop.ts'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as board } from '../../i18n/board/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import { BoardGrid } from './BoardGrid.tsx'

/** What a facilitator has begun on the dashboard, while another one starts a session. */

const sessions = ['Monday', 'Tuesday'].map((title) => ({
	id: title,
	title,
	groups: [{ id: 'g', name: 'Group' }],
	boards: [
		{ id: `${title} plenary`, title: 'Plenary', group: null, frozen: false },
		{ id: `${title} group`, title: `${title}’s group`, group: 'g', frozen: false },
	],
	phase: null,
	phases: [],
}))
const workshop = {
	...{ id: 'w', session: 'Monday', sessions, participants: [], cities: [], removed: [] },
	...{ locale: 'en', locales: ['en'], projection: null },
} as unknown as Workshop
const credentials = { workshop: 'w', token: '', role: 'facilitator', participant: null } as never

let sent: Command[]
const run = async (command: Command) => {
	sent.push(command)
	return { version: 2 }
}
const posted: unknown[] = []
const { fetch } = globalThis
beforeEach(() => {
	addTexts('en', 'app', app)
	addTexts('en', 'board', board)
	addTexts('en', 'dashboard', dashboard)
	sent = []
	posted.length = 0
	globalThis.fetch = async (url, options) => {
		if (options?.method === 'POST') posted.push(new URL(String(url), 'http://server').pathname)
		return new Response(JSON.stringify({ sent: ['shape:a'], known: 0 }), {
			headers: { 'content-type': 'application/json' },
		})
	}
})
afterEach(() => {
	globalThis.fetch = fetch
})

const clock = createServerClock()
const digests = createObservable<Digests>(new Map())

/** Shows the boards of the current session. Returns a function that changes the workshop. */
function show() {
	const queries = new QueryClient()
	const page = (changed: Partial<Workshop>) => {
		const now = { ...workshop, ...changed }
		const session = now.sessions.find(({ id }) => id === now.session) as Workshop['sessions'][number]
		return (
			<QueryClientProvider client={queries}>
				<ToastProvider>
					<BoardGrid
						{...{ credentials, workshop: now, session, digests, clock, run }}
						people={[]}
						privateCards={{}}
						isStale={false}
						view={{ tables: 'all', order: 'number' } as never}
						onView={() => {}}
					/>
				</ToastProvider>
			</QueryClientProvider>
		)
	}
	const { rerender } = render(page({}))
	return (changed: Partial<Workshop>) => rerender(page(changed))
}
const startTuesday = { session: 'Tuesday' as SessionId }

it('[HAND1b] a message to a board keeps what is typed, and goes there', async () => {
	const change = show()
	const user = userEvent.setup()
	await user.click(screen.getByRole('button', { name: /: Monday’s group$/, expanded: false }))
	await user.click(await screen.findByRole('menuitem', { name: /message/i }))
	await user.type(screen.getByRole('textbox'), 'Ten minutes')
	change(startTuesday)
	expect(screen.getByRole('dialog', { name: 'Message to Monday’s group · Monday' })).toBeTruthy()
	await user.type(screen.getByRole('textbox'), ' left{Control>}{Enter}{/Control}')
	expect(sent).toEqual([{ type: 'message.send', board: 'Monday group', text: 'Ten minutes left' }])
})

it('[HAND1b] cards are collected on the plenary board of the session for which it was chosen', async () => {
	const change = show()
	const user = userEvent.setup()
	await user.click(screen.getByRole('button', { name: 'Collect from the groups…' }))
	change(startTuesday)
	await user.click(screen.getByRole('button', { name: 'Send to plenary' }))
	await screen.findByText(/1 card/)
	expect(posted).toEqual(['/api/sessions/Monday/plenary'])
})

it('[HAND4a] the side of a board that is removed keeps its field, and the pair cannot be projected', async () => {
	globalThis.fetch = async () => Response.json({ cards: [], links: [], clusters: [], images: [] })
	const change = show()
	const user = userEvent.setup()
	await user.click(screen.getByRole('button', { name: /: Monday’s group$/, expanded: false }))
	await user.click(await screen.findByRole('menuitem', { name: /compare/i }))
	const first = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'First board' })
	const project = () => screen.queryByRole('button', { name: 'Show on projector' })
	const named = () => first().selectedOptions[0]?.textContent
	await screen.findByRole('combobox', { name: 'First board' })
	expect([named(), project() !== null]).toEqual(['Monday’s group · Monday', true])
	const withoutGroup = sessions.map((session) => ({ ...session, groups: [], boards: session.boards.slice(0, 1) }))
	change({ sessions: [withoutGroup[0], sessions[1]] as unknown as Workshop['sessions'] })
	expect([named(), project()]).toEqual(['This board no longer exists.', null])
	await user.selectOptions(first(), 'Plenary · Monday')
	await user.tab()
	expect([named(), project() !== null]).toEqual(['Plenary · Monday', true])
})

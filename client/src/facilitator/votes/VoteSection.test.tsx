import type { Command, VoteRound, Workshop } from '@charrette/shared'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as board } from '../../i18n/board/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import { VoteSection } from './VoteSection.tsx'

const { fetch } = globalThis
let sent: Command[]
beforeEach(() => {
	addTexts('en', 'app', app)
	addTexts('en', 'board', board)
	addTexts('en', 'dashboard', dashboard)
	sent = []
	globalThis.fetch = async () => new Response('{}', { status: 404 })
})
afterEach(() => {
	globalThis.fetch = fetch
})

const roundOf = (id: string, rest: object) =>
	({
		id,
		session: 's',
		title: 'Priorities',
		budget: 3,
		perCard: 1,
		boards: null,
		kinds: null,
		hall: [],
		...rest,
	}) as unknown as VoteRound

/** The votes of a session with these boards. */
function votes(rounds: readonly VoteRound[], boards = ['b1', 'b2']) {
	const session = {
		...{ id: 's', title: 'Day', groups: [], phases: [], phase: null },
		boards: boards.map((id) => ({ id, title: `Board ${id}`, group: null })),
	}
	const workshop = { id: 'w', session: 's', sessions: [session], participants: [], rounds } as unknown as Workshop
	return (
		<QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
			<ToastProvider>
				<VoteSection
					{...{ workshop, session: session as never, credentials: { token: '' } as never }}
					isLive
					ballots={0}
					run={async (command) => {
						sent.push(command)
						return { version: 2 }
					}}
				/>
			</ToastProvider>
		</QueryClientProvider>
	)
}

it('[STAGE4a] the form of a vote closes when another facilitator opens one, and stays closed', async () => {
	const { rerender } = render(votes([]))
	await userEvent.click(screen.getByRole('button', { name: 'New vote' }))
	expect(screen.getByRole('dialog')).toBeTruthy()
	rerender(votes([roundOf('r', { state: 'open', closedAt: null })]))
	expect(screen.queryByRole('dialog')).toBeNull()
	rerender(votes([roundOf('r', { state: 'cancelled', closedAt: 1 })]))
	expect(screen.getByRole('button', { name: 'Vote again' })).toBeTruthy()
	expect(screen.queryByRole('dialog')).toBeNull()
})

it('[VOTE1e] a repeated vote leaves out boards that were removed since', async () => {
	const user = userEvent.setup()
	const before = roundOf('r', { state: 'cancelled', closedAt: 1, boards: ['b1', 'b2'] })
	const { rerender } = render(votes([before], ['b2', 'b3']))
	await user.click(screen.getByRole('button', { name: 'Vote again' }))
	await user.click(screen.getByRole('checkbox', { name: 'Board b3' }))
	rerender(votes([before], ['b2']))
	await user.click(screen.getByRole('button', { name: 'Open vote' }))
	expect(sent).toMatchObject([{ type: 'vote.open', boards: ['b2'] }])
})

it('[VOTE1e] a repeated vote of which all boards were removed is about all boards', async () => {
	const user = userEvent.setup()
	render(votes([roundOf('r', { state: 'cancelled', closedAt: 1, boards: ['b1'] })], ['b2']))
	await user.click(screen.getByRole('button', { name: 'Vote again' }))
	await user.click(screen.getByRole('button', { name: 'Open vote' }))
	expect(sent).toEqual([{ type: 'vote.open', title: 'Priorities', budget: 3, perCard: 1 }])
})

/** Opens a session whose only vote was by group and has this result. */
async function closeByGroup(cards: object[]) {
	const result = { round: 'r', title: 'Priorities', closedAt: 1, people: 4, voters: 0, dots: 0, gone: 0, cities: [] }
	globalThis.fetch = async () => Response.json({ ...result, isByGroup: true, cards })
	render(votes([roundOf('r', { state: 'closed', closedAt: 1, isByGroup: true })]))
	await screen.findByText(/voted/)
}

it('[VOTE6a] a vote by group without dots offers no second vote', async () => {
	await closeByGroup([])
	expect(screen.queryByRole('button', { name: 'Vote on the best in the plenary…' })).toBeNull()
})

it('[VOTE6a] a vote by group with dots offers a second vote', async () => {
	const of = { dots: 1, voters: 1, cities: [] }
	await closeByGroup([{ board: 'b1', card: 'shape:a', kind: 'obstacle', text: 'Permits', rank: 1, ...of }])
	expect(screen.getByRole('button', { name: 'Vote on the best in the plenary…' })).toBeTruthy()
})

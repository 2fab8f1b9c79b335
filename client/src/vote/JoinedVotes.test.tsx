import {
	type BallotView,
	type BoardId,
	buildCard,
	JOINED_KEY,
	putRecord,
	type RoundId,
	recordsOf,
	textOf,
	writeFields,
} from '@charrette/shared'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { RowDots } from './Dots.tsx'
import { JoinedVotes } from './JoinedVotes.tsx'
import { useVoteState } from './useBoardVotes.ts'
import { type VoteState, withDots } from './voteState.ts'

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('board')]))

const board = 'b' as BoardId

/** Two cards in an open vote. The second has a dot; the first is to be its head. */
function openScene() {
	const records = recordsOf(new Y.Doc())
	for (const id of ['head', 'other'])
		putRecord(records, buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id }))
	const ballot: BallotView = { round: 'r' as RoundId, dots: [{ board, card: 'shape:other', count: 1 }], left: 3 }
	const round = { perCard: 2, kinds: null, budget: 4 } as never
	const state = createObservable<VoteState>({ board, round, ballot, isOffline: false, result: null })
	const give = (card: string, count: number) => {
		const now = state.get()
		state.set({ ...now, ballot: now.ballot && withDots(now.ballot, { board, card, count }) })
	}
	const states: (VoteState | null)[] = []
	const Left = () => {
		const shown = useVoteState()
		states.push(shown)
		return <output>{shown?.ballot?.left} left</output>
	}
	render(
		<ToastProvider>
			<JoinedVotes votes={{ state, give }} records={records}>
				<RowDots card={{ id: 'shape:head', kind: 'note', text: 'Buses' }} />
				<Left />
			</JoinedVotes>
		</ToastProvider>,
	)
	const join = (into: string | undefined) => act(() => writeFields(records, 'shape:other', { [JOINED_KEY]: into }))
	return { records, state, states, join, given: () => state.get().ballot?.dots }
}

const button = (name: string) => screen.getByRole('button', { name: `${name} “Buses”` })

it('[JOIN3a] a head shows the dots of cards joined into it, respects the limit of one card, and gives all back', async () => {
	const user = userEvent.setup()
	const { join, given } = openScene()
	expect(screen.getByText('No dots given')).toBeTruthy()
	join('shape:head')
	expect(screen.getByText('1 dot given')).toBeTruthy()
	expect(screen.getByText('3 left')).toBeTruthy()
	await user.click(button('Add a dot to'))
	expect(given()).toEqual([
		{ board, card: 'shape:other', count: 1 },
		{ board, card: 'shape:head', count: 1 },
	])
	expect(screen.getByText('2 left')).toBeTruthy()
	expect(button('Add a dot to').getAttribute('aria-disabled')).toBe('true')
	await user.click(button('Remove a dot from'))
	expect(given()).toEqual([{ board, card: 'shape:other', count: 1 }])
	await user.click(button('Remove a dot from'))
	expect(given()).toEqual([])
	expect(screen.getByText('4 left')).toBeTruthy()
	expect(button('Remove a dot from').getAttribute('aria-disabled')).toBe('true')
})

it('[JOIN3a] a card that is taken apart has its dots again, and edits of cards change no votes', () => {
	const { records, states, join } = openScene()
	join('shape:head')
	expect(screen.getByText('1 dot given')).toBeTruthy()
	const before = states.length
	act(() => textOf(records, 'shape:head')?.insert(0, 'The '))
	expect(textOf(records, 'shape:head')?.toString()).toBe('The head')
	expect(states.length).toBe(before)
	join(undefined)
	expect(screen.getByText('No dots given')).toBeTruthy()
})

import type { BoardId, FoundCards, ParticipantId, Workshop, WorkshopId } from '@charrette/shared'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useRef } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useCardResults } from '../../boardParts/search/useCardResults.tsx'
import { CardSearch } from './CardSearch.tsx'

const boards = ['g1', 'plenary'].map((id) => ({ id, title: id, group: id === 'g1' ? 'g' : null, frozen: false }))
const session = { id: 's', title: 'Day', groups: [], boards, phases: [], phase: null }
const workshop = {
	id: 'w',
	session: 's',
	sessions: [session],
	participants: [],
	removed: [],
} as unknown as Workshop
const credentials = {
	workshop: 'w' as WorkshopId,
	token: 'token',
	role: 'facilitator' as const,
	participant: null as ParticipantId | null,
}
const found = (texts: readonly string[], board = 'g1'): FoundCards => ({
	count: texts.length,
	isPartial: false,
	cards: texts.map((text) => ({
		board: board as BoardId,
		card: `shape:${text}`,
		kind: 'obstacle',
		city: 'Lima',
		text: { text, marks: [] },
	})),
})

const { fetch } = globalThis
/** The queries that the server has received, and its answers. */
let asked: string[]
let answer: (query: string) => FoundCards
beforeEach(() => {
	vi.useFakeTimers()
	// Testing Library advances fake timers only through this name.
	vi.stubGlobal('jest', { advanceTimersByTime: vi.advanceTimersByTime })
	asked = []
	answer = (query) => found([`${query} 1`, `${query} 2`])
	globalThis.fetch = async (url) => {
		const query = new URL(String(url), 'http://server').searchParams.get('q') ?? ''
		asked.push(query)
		return new Response(JSON.stringify(answer(query)), { headers: { 'content-type': 'application/json' } })
	}
	return () => {
		globalThis.fetch = fetch
	}
})
afterEach(() => {
	vi.unstubAllGlobals()
	vi.useRealTimers()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
function setUp() {
	render(
		<QueryClientProvider client={new QueryClient()}>
			<CardSearch workshop={workshop} credentials={credentials} />
		</QueryClientProvider>,
	)
	return userEvent.setup({ advanceTimers: vi.advanceTimersByTime, delay: 100 })
}
const field = () => screen.getByRole<HTMLInputElement>('combobox')
const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent)
/** Waits until these results are listed. */
const listed = (...texts: readonly string[]) =>
	vi.waitFor(async () => {
		await pass(250)
		expect(options()).toEqual(texts.map((text) => expect.stringContaining(text)))
	})

it('[SEARCH3] the server is asked once typing has paused for 250 ms', async () => {
	const user = setUp()
	await user.type(field(), 'permit')
	expect(asked).toEqual([])
	await pass(250)
	expect(asked).toEqual(['permit'])
	await listed('permit 1', 'permit 2')
	await user.type(field(), ' ')
	await pass(500)
	expect(asked).toEqual(['permit'])
})

it('[SEARCH1b] Enter selects results once the selection is on, and cards of the plenary cannot be selected', async () => {
	answer = (query) => found([query], query === 'there' ? 'plenary' : 'g1')
	const user = setUp()
	await user.type(field(), 'here')
	await listed('here')
	const selected = () => screen.getAllByRole('option').map((option) => option.getAttribute('aria-checked'))
	expect(selected()).toEqual([null])
	await user.click(screen.getByRole('button', { pressed: false }))
	expect(document.activeElement).toBe(field())
	await user.keyboard('{Enter}')
	expect(selected()).toEqual(['true'])
	await user.keyboard('{Enter}')
	expect(selected()).toEqual(['false'])
	await user.clear(field())
	await user.type(field(), 'there')
	await listed('there')
	await user.keyboard('{Enter}')
	expect(selected()).toEqual(['false'])
})

it('[SEARCH1] Escape clears the field and closes the results', async () => {
	const user = setUp()
	await user.type(field(), 'permit')
	await listed('permit 1', 'permit 2')
	await user.keyboard('{Escape}')
	expect([field().value, options()]).toEqual(['', []])
})

/** The field of a page that searches its open board, too. */
function BoardField({ onSearch }: { onSearch: (query: string) => void }) {
	const input = useRef<HTMLInputElement>(null)
	const board = 'g1' as BoardId
	const { fieldProps } = useCardResults({ workshop, credentials, board, startsOpen: false, field: input, onSearch })
	return <input ref={input} {...fieldProps} />
}

it('[SEARCH1] the open board is searched on every change, but not while an input method composes', () => {
	const searched: string[] = []
	render(
		<QueryClientProvider client={new QueryClient()}>
			<BoardField onSearch={(query) => searched.push(query)} />
		</QueryClientProvider>,
	)
	const compose = (value: string) => fireEvent.input(field(), { target: { value }, isComposing: true })
	fireEvent.input(field(), { target: { value: 'a' } })
	compose('aditie')
	expect([searched, field().value]).toEqual([['a'], 'aditie'])
	compose('a地铁')
	fireEvent.compositionEnd(field())
	expect(searched).toEqual(['a', 'a地铁'])
})

import type { BoardId, Command, FacilitatorId, Workshop, WorkshopId } from '@charrette/shared'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { localStore } from '../../connection/browserStorage.ts'
import type { Credentials } from '../../connection/credentials.ts'
import type { Person } from '../../connection/useWorkshop.ts'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { isMuted } from '../../timer/timerChime.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import { PeopleList } from '../people/PeopleList.tsx'
import { SeatingView } from '../seating/SeatingView.tsx'
import { seatedPeople } from '../seating/seatedPeople.ts'
import { BoardCalls } from './BoardCalls.tsx'
import { FacilitatorsButton } from './FacilitatorsDialog.tsx'
import { HelpCalls } from './HelpCalls.tsx'
import { HELP_WAIT_MS } from './helpCalls.ts'
import { TableScope } from './TableScope.tsx'
import { readTableView, useShownGroups } from './tableView.ts'

const ANA = 'ana' as FacilitatorId
const groupOf = (n: number, facilitator?: string) => ({
	id: `g${n}`,
	name: `Group ${n}`,
	board: `b${n}`,
	...(facilitator ? { facilitator } : {}),
})
/** Four tables; Ana looks after the first two, Ben after the third. */
const workshopOf = (groups = [groupOf(1, 'ana'), groupOf(2, 'ana'), groupOf(3, 'ben'), groupOf(4)]) =>
	({
		id: 'w',
		title: 'Hall',
		session: 's',
		sessions: [{ id: 's', title: 'Day', groups, boards: [], phases: [] }],
		participants: groups.map(({ id }, n) => ({
			id: `p${n + 1}`,
			name: `Person ${n + 1}`,
			city: 'Lima',
			group: id,
			locale: 'es',
		})),
		facilitators: [
			{ id: 'ana', name: 'Ana' },
			{ id: 'ben', name: 'Ben' },
		],
		cities: [],
		removed: [],
		projection: null,
	}) as unknown as Workshop

const help = (...ids: string[]) =>
	ids.map((id) => ({ participant: id, help: true, board: null })) as unknown as Person[]

let sent: Command[]
const run = async (command: Command) => {
	sent.push(command)
	return { version: 2 }
}
/** The number of notes that pages have played. */
let notes: number
const heard = async () => {
	await Promise.resolve()
	return notes
}
beforeEach(() => {
	addTexts('en', 'app', app)
	addTexts('en', 'dashboard', dashboard)
	sent = []
	notes = 0
	const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} }
	class Audio {
		currentTime = 0
		destination = {}
		resume = async () => {}
		createGain = () => ({ gain, connect() {} })
		createOscillator() {
			notes++
			return { frequency: {}, connect: (next: object) => next, start() {}, stop() {} }
		}
	}
	vi.stubGlobal('AudioContext', Audio)
})
afterEach(() => {
	cleanup()
	vi.useRealTimers()
	vi.unstubAllGlobals()
	isMuted.set(false)
})

/** The part of a facilitator's page that chooses the tables, and what it shows of them. */
function Page({ workshop, people = [] }: { workshop: Workshop; people?: Person[] }) {
	const [view, setView] = useState(() => readTableView(null))
	const [session] = workshop.sessions
	const shown = useShownGroups(workshop, session ?? null, view)
	const props = { view, onView: (change: object) => setView({ ...view, ...change }) }
	return (
		<ToastProvider>
			{session && <TableScope workshop={workshop} session={session} {...props} />}
			<FacilitatorsButton workshop={workshop} run={run} {...props} />
			<PeopleList workshop={workshop} people={people} shown={shown} run={run} />
			<SeatingView workshop={workshop} people={seatedPeople(workshop, people)} shown={shown} run={run} />
		</ToastProvider>
	)
}

const tables = () =>
	screen.queryAllByRole('region', { name: /Group/ }).map((region) => region.getAttribute('aria-label'))
const listed = () => within(screen.getByRole('region', { name: /Participants/ })).getAllByRole('listitem').length

it('[BLOCK4] a listed facilitator sees their own tables and people first, and all on request', async () => {
	const user = userEvent.setup()
	render(<Page workshop={workshopOf()} people={help('p3')} />)
	expect([tables().length, listed()]).toEqual([4, 4])
	await user.selectOptions(screen.getByRole('combobox', { name: 'Which facilitator are you?' }), 'Ana')
	expect([tables(), listed()]).toEqual([['Group 1', 'Group 2'], 2])
	expect(screen.getByRole('button', { name: 'My tables 2' }).getAttribute('aria-pressed')).toBe('true')
	await user.click(screen.getByRole('button', { name: 'All tables 4' }))
	expect([tables().length, listed()]).toEqual([4, 4])
	expect(screen.getByText('needs help, Ben')).toBeTruthy()
	expect(within(screen.getByRole('region', { name: 'Group 3' })).getByText('Facilitator: Ben')).toBeTruthy()
})

it('[BLOCK4] without listed facilitators there is nothing to choose, and all is shown', () => {
	const { facilitators: _, ...workshop } = workshopOf()
	render(<Page workshop={workshop} />)
	expect(screen.queryByRole('combobox', { name: 'Which facilitator are you?' })).toBeNull()
	expect([tables().length, listed()]).toEqual([4, 4])
})

it('[BLOCK1] [BLOCK2] the dialog lists, adds, and gives tables, also those of others', async () => {
	const user = userEvent.setup()
	render(<Page workshop={workshopOf()} />)
	await user.click(screen.getByRole('button', { name: 'Facilitators' }))
	await user.type(screen.getByRole('textbox', { name: 'Name of a facilitator' }), ' Chen {Enter}')
	await user.click(screen.getByRole('button', { name: 'Tables of Ana, Group 1, Group 2' }))
	const picker = within(screen.getByRole('group', { name: 'Tables of Ana' }))
	await user.click(picker.getByRole('checkbox', { name: /Group 3/ }))
	await user.click(picker.getByRole('checkbox', { name: 'Group 1' }))
	await user.type(screen.getByRole('textbox', { name: 'Name of Ben' }), 'ny{Enter}')
	expect(sent).toEqual([
		{ type: 'facilitator.add', name: 'Chen' },
		{ type: 'groups.assign', groups: [{ group: 'g3', facilitator: 'ana' }] },
		{ type: 'groups.assign', groups: [{ group: 'g1', facilitator: null }] },
		{ type: 'facilitator.rename', facilitator: 'ben', name: 'Benny' },
	])
	await user.click(screen.getByRole('button', { name: 'Remove Ana…' }))
	await user.click(screen.getByRole('button', { name: 'Remove' }))
	expect(sent.at(-1)).toEqual({ type: 'facilitator.remove', facilitator: 'ana' })
})

it('[BLOCK2] a block of at least three tables is named by its ends', async () => {
	const owners = ['ana', 'ana', 'ana', 'ben', 'ana', 'ana', 'ben']
	render(<Page workshop={workshopOf(owners.map((owner, n) => groupOf(n + 1, owner)))} />)
	await userEvent.setup().click(screen.getByRole('button', { name: 'Facilitators' }))
	expect(screen.getByText('Group 1 – Group 3, Group 5, Group 6')).toBeTruthy()
	expect(screen.getByText('Group 4, Group 7')).toBeTruthy()
})

it('[BLOCK3] tables are shared out in one change, which its toast undoes', async () => {
	const user = userEvent.setup()
	render(<Page workshop={workshopOf()} />)
	await user.click(screen.getByRole('button', { name: 'Facilitators' }))
	expect(screen.getByText('1 table has no facilitator.')).toBeTruthy()
	await user.click(screen.getByRole('button', { name: 'Share out evenly' }))
	await user.click(await screen.findByRole('button', { name: 'Undo' }))
	const assigned = (owners: (string | null)[]) => ({
		type: 'groups.assign',
		groups: owners.map((facilitator, n) => ({ group: `g${n + 1}`, facilitator })),
	})
	expect(sent).toEqual([assigned(['ana', 'ana', 'ben', 'ben']), assigned(['ana', 'ana', 'ben', null])])
})

it('[BLOCK3a] the toast does not undo assignments that somebody made since', async () => {
	const user = userEvent.setup()
	const stateOf = (version: number, owners: (string | undefined)[]) => ({
		...workshopOf(owners.map((owner, n) => groupOf(n + 1, owner))),
		version,
	})
	const { rerender } = render(<Page workshop={stateOf(1, ['ana', 'ana', 'ben', undefined])} />)
	await user.click(screen.getByRole('button', { name: 'Facilitators' }))
	await user.click(screen.getByRole('button', { name: 'Share out evenly' }))
	rerender(<Page workshop={stateOf(2, ['ana', 'ana', 'ben', 'ben'])} />)
	rerender(<Page workshop={stateOf(3, ['ben', 'ana', 'ben', 'ben'])} />)
	await user.click(await screen.findByRole('button', { name: 'Undo' }))
	expect(sent.length).toBe(1)
	expect(screen.getByText('Someone has changed these tables since, so nothing was undone.')).toBeTruthy()
})

const calls = (people: Person[], me: FacilitatorId | null = ANA, workshop = workshopOf()) => (
	<HelpCalls workshop={workshop} people={people} view={{ ...readTableView(null), me }} title="Hall" />
)

it('[BLOCK5] a call of an own table is in the title and rings; one of others follows after a minute', async () => {
	vi.useFakeTimers()
	const { rerender } = render(calls([]))
	expect([document.title, await heard()]).toEqual(['Hall · Charrette', 0])
	rerender(calls(help('p3')))
	expect([document.title, await heard(), screen.queryByText(/Person 3/)]).toEqual(['Hall · Charrette', 0, null])
	act(() => vi.advanceTimersByTime(1000))
	rerender(calls(help('p1', 'p3')))
	expect([document.title, await heard()]).toEqual(['(1) Hall · Charrette', 2])
	rerender(calls(help('p1', 'p3')))
	expect(await heard()).toBe(2)
	act(() => vi.advanceTimersByTime(HELP_WAIT_MS))
	expect([document.title, await heard()]).toEqual(['(2) Hall · Charrette', 4])
	expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
		'Group 3, Person 3 Ben',
		'Group 1, Person 1',
	])
	rerender(calls([]))
	expect([document.title, screen.queryByRole('listitem')]).toEqual(['Hall · Charrette', null])
})

it('[BLOCK5] a page rings only for a listed facilitator, and not while sounds are muted', async () => {
	const { rerender } = render(calls(help('p4'), null))
	expect([document.title, await heard()]).toEqual(['(1) Hall · Charrette', 0])
	rerender(calls(help('p4'), 'gone' as FacilitatorId))
	expect(await heard()).toBe(0)
	isMuted.set(true)
	rerender(calls(help('p4', 'p1')))
	expect([document.title, await heard()]).toEqual(['(2) Hall · Charrette', 0])
	await userEvent.setup().click(screen.getByRole('button', { name: 'Mute sounds' }))
	rerender(calls(help('p4', 'p1', 'p2')))
	expect(await heard()).toBe(2)
})

function OpenBoard({ people }: { people: Person[] }) {
	const credentials: Credentials = { workshop: 'w' as WorkshopId, token: '', role: 'facilitator', participant: null }
	const [count, setCount] = useState(0)
	const place = { credentials, workshop: workshopOf(), people, open: 'b1' as BoardId }
	return (
		<>
			<BoardCalls {...place} onCount={setCount} />
			<output>{count}</output>
		</>
	)
}

it('[BLOCK5] a facilitator at a board sees calls from other boards, and goes there', async () => {
	localStore.write('charrette.tiles.w', JSON.stringify({ me: 'ana' }))
	const page = (people: Person[]) => (
		<ToastProvider>
			<OpenBoard people={people} />
		</ToastProvider>
	)
	const { rerender } = render(page(help('p1', 'p3')))
	expect([document.querySelector('output')?.textContent, screen.queryByText(/needs help/)]).toEqual(['1', null])
	rerender(page(help('p1', 'p2', 'p3')))
	await userEvent.setup().click(await screen.findByRole('button', { name: 'Open' }))
	expect(location.pathname).toMatch(/b2$/)
	localStore.remove('charrette.tiles.w')
})

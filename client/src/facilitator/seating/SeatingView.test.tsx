import type { Command, Workshop } from '@charrette/shared'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import type { Person } from '../../connection/useWorkshop.ts'
import { texts as app } from '../../i18n/app/en.ts'
import { texts as dashboard } from '../../i18n/dashboard/en.ts'
import { addTexts } from '../../i18n/texts.ts'
import { ToastProvider } from '../../ui/Toasts.tsx'
import type { ShownGroups } from '../tables/tableView.ts'
import { SeatingView } from './SeatingView.tsx'
import { seatedPeople } from './seatedPeople.ts'
import { SeatRecordProvider, useSeatHistory } from './useSeatHistory.ts'

const PEOPLE = 12
const GROUPS = Array.from({ length: 3 }, (_, n) => ({ id: `g${n + 1}`, name: `Group ${n + 1}`, board: `b${n + 1}` }))

beforeEach(() => {
	addTexts('en', 'app', app)
	addTexts('en', 'dashboard', dashboard)
})

/** A workshop with 12 people at three tables, which counts the renderings of each person. */
function createHall() {
	const rendered: string[] = []
	const participants = Array.from({ length: PEOPLE }, (_, n) => ({
		id: `p${n}`,
		name: `Person ${n}`,
		city: 'Lima',
		group: `g${(n % 3) + 1}`,
		locale: 'es',
		get colour() {
			rendered.push(`p${n}`)
			return '#123456'
		},
	}))
	const session = { id: 's', title: 'Day', groups: GROUPS, boards: [], phases: [] }
	const workshop = { session: 's', sessions: [session], participants, cities: [], removed: [] } as unknown as Workshop
	const sent: Command[] = []
	const run = async (command: Command) => {
		sent.push(command)
		return { version: 2 }
	}
	return { workshop, rendered, sent, run }
}

const present = (n: number, help = false) =>
	({
		participant: `p${n}`,
		name: '',
		city: '',
		role: 'participant',
		board: null,
		done: false,
		help,
	}) as unknown as Person

const view = (
	{ workshop, run }: Pick<ReturnType<typeof createHall>, 'workshop' | 'run'>,
	people: Person[] = [],
	shown: ShownGroups = null,
) => (
	<ToastProvider>
		<SeatingView workshop={workshop} people={seatedPeople(workshop, people)} shown={shown} run={run} />
	</ToastProvider>
)

it('[FAN6] only the person whose status changes is rendered', () => {
	const hall = createHall()
	const people = Array.from({ length: PEOPLE }, (_, n) => present(n))
	const { rerender } = render(view(hall, people))
	expect(new Set(hall.rendered).size).toBe(PEOPLE)
	hall.rendered.length = 0
	rerender(view(hall, people.with(7, present(7, true))))
	expect([...new Set(hall.rendered)]).toEqual(['p7'])
})

it('[SEAT1] [SEAT3] a person who is dropped on a table is moved there, and back with Undo', async () => {
	const hall = createHall()
	render(<Page hall={hall} workshop={hall.workshop} />)
	const table = screen.getByRole('region', { name: 'Group 3' })
	const dragged = within(screen.getByRole('region', { name: 'Group 1' })).getAllByRole('listitem')[0] as HTMLElement
	const types: string[] = []
	const dataTransfer = { types, setData: (type: string) => types.push(type), effectAllowed: '' }
	fireEvent.dragStart(dragged, { dataTransfer })
	// The drag ended elsewhere, and a file is dropped.
	fireEvent.drop(table, { dataTransfer: { types: ['Files'] } })
	expect(hall.sent).toEqual([])
	fireEvent.dragStart(dragged, { dataTransfer })
	fireEvent.dragOver(table, { dataTransfer })
	fireEvent.drop(table, { dataTransfer })
	await userEvent.setup().click(await screen.findByRole('button', { name: 'Undo' }))
	expect(hall.sent).toEqual([
		{ type: 'participant.move', participant: 'p0', group: 'g3' },
		{ type: 'groups.seat', seats: [{ group: 'g1', people: ['p0'] }] },
	])
})

it('[SEAT1] a state is a search, and a search shows the tables with the people found', async () => {
	const hall = createHall()
	render(view(hall, [present(4)]))
	const user = userEvent.setup()
	await user.click(screen.getByRole('button', { name: 'here 1' }))
	expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('here')
	expect(screen.getAllByRole('region').map((table) => table.getAttribute('aria-label'))).toEqual(['Group 2'])
	expect(screen.getByText('1 person found')).toBeTruthy()
	await user.clear(screen.getByRole('searchbox'))
	await user.type(screen.getByRole('searchbox'), 'nobody')
	expect(screen.queryAllByRole('region')).toEqual([])
})

/** The seating page as far as it keeps its changes. */
const Page = (props: PageProps) => (
	<ToastProvider>
		<PageContent {...props} />
	</ToastProvider>
)

interface PageProps {
	hall: ReturnType<typeof createHall>
	workshop: Workshop
}

function PageContent({ hall, workshop }: PageProps) {
	const run = async (command: Command) => {
		hall.sent.push(command)
		return { version: workshop.version + 1 }
	}
	const { record, last } = useSeatHistory(workshop, run)
	return (
		<SeatRecordProvider value={record}>
			<SeatingView workshop={workshop} people={seatedPeople(workshop, [])} shown={null} run={run} />
			<button type="button" disabled={!last} onClick={() => last && record.undo(last)}>
				Undo of the page
			</button>
		</SeatRecordProvider>
	)
}

it('[SEAT3a] the page undoes a move without its toast, unless somebody else moved the person', async () => {
	const user = userEvent.setup()
	const hall = createHall()
	const at = (version: number, group: string) => {
		const participants = hall.workshop.participants.map((person, n) => (n === 0 ? { ...person, group } : person))
		return <Page hall={hall} workshop={{ ...hall.workshop, version, participants } as Workshop} />
	}
	const { rerender } = render(at(1, 'g1'))
	const undo = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Undo of the page' })
	const table = screen.getByRole('region', { name: 'Group 3' })
	const dataTransfer = { types: ['application/x-charrette-person'], setData() {}, effectAllowed: '' }
	const drop = async () => {
		const dragged = within(screen.getByRole('region', { name: 'Group 1' })).getAllByRole('listitem')[0] as HTMLElement
		fireEvent.dragStart(dragged, { dataTransfer })
		fireEvent.drop(table, { dataTransfer })
		await waitFor(() => expect(undo().disabled).toBe(false))
	}
	expect(undo().disabled).toBe(true)
	await drop()
	rerender(at(2, 'g3'))
	await user.click(undo())
	expect(hall.sent.at(-1)).toEqual({ type: 'groups.seat', seats: [{ group: 'g1', people: ['p0'] }] })
	await waitFor(() => expect(undo().disabled).toBe(true))
	rerender(at(3, 'g1'))
	await drop()
	rerender(at(4, 'g3'))
	expect(undo().disabled).toBe(false)
	rerender(at(5, 'g2'))
	expect(undo().disabled).toBe(true)
})

it('[SEAT3b] the Undo of a toast leaves the seats that somebody else has given since', async () => {
	const hall = createHall()
	const at = (version: number, group: string) => {
		const participants = hall.workshop.participants.map((person, n) => (n === 0 ? { ...person, group } : person))
		return <Page hall={hall} workshop={{ ...hall.workshop, version, participants } as Workshop} />
	}
	const { rerender } = render(at(1, 'g1'))
	const dragged = within(screen.getByRole('region', { name: 'Group 1' })).getAllByRole('listitem')[0] as HTMLElement
	const dataTransfer = { types: ['application/x-charrette-person'], setData() {}, effectAllowed: '' }
	fireEvent.dragStart(dragged, { dataTransfer })
	fireEvent.drop(screen.getByRole('region', { name: 'Group 3' }), { dataTransfer })
	const undo = await screen.findByRole('button', { name: 'Undo' })
	rerender(at(2, 'g3'))
	rerender(at(3, 'g2'))
	await userEvent.setup().click(undo)
	expect(await screen.findByText('Someone has changed these seats since, so nothing was undone.')).toBeTruthy()
	expect(hall.sent).toEqual([{ type: 'participant.move', participant: 'p0', group: 'g3' }])
})

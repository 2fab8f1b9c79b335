import type { Workshop } from '@charrette/shared'
import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Person } from '../../connection/useWorkshop.ts'
import { PeopleList } from './PeopleList.tsx'

const PEOPLE = 20
const GROUPS = Array.from({ length: 24 }, (_, n) => ({ id: `g${n}`, name: `Group ${n + 1}`, board: `b${n}` }))

/** A workshop that counts how often the row of each participant is rendered. */
function countRenders() {
	const rendered: string[] = []
	const participants = Array.from({ length: PEOPLE }, (_, n) => ({
		id: `p${n}`,
		name: `Person ${n}`,
		city: 'Lima',
		group: `g${n % 24}`,
		get colour() {
			rendered.push(`p${n}`)
			return '#123456'
		},
	}))
	const session = { id: 's', title: 'Day', groups: GROUPS, boards: [], phases: [] }
	const workshop = { currentSession: 's', sessions: [session], participants, removed: [] } as unknown as Workshop
	return { workshop, rendered }
}

const present = (n: number, help = false) =>
	({
		participant: `p${n}`,
		name: `Person ${n}`,
		city: 'Lima',
		role: 'participant',
		board: `b${n % 24}`,
		done: false,
		help,
	}) as unknown as Person
const run = async () => null

it('[FAN6] only the row of the person whose status changes is rendered', () => {
	const { workshop, rendered } = countRenders()
	const people = Array.from({ length: PEOPLE }, (_, n) => present(n))
	const { rerender } = render(<PeopleList workshop={workshop} people={people} shown={null} run={run} />)
	expect(new Set(rendered).size).toBe(PEOPLE)
	rendered.length = 0
	rerender(<PeopleList workshop={workshop} people={people.with(7, present(7, true))} shown={null} run={run} />)
	expect([...new Set(rendered)]).toEqual(['p7'])
})

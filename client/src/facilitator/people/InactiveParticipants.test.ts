import type { Participant, Workshop } from '@charrette/shared'
import { expect, it } from 'vitest'
import { inactiveByGroup } from './InactiveParticipants.tsx'

const person = (id: string, group: string) => ({ id, name: id, group }) as Participant

it('[HINT2a] people without a card are listed by group, those who are here first, then by name', () => {
	const groups = ['Group 2', 'Group 1', 'Group 3'].map((name) => ({ id: name, name }))
	const workshop = { session: 's', sessions: [{ id: 's', groups }] } as unknown as Workshop
	const people = [person('Zoe', 'Group 1'), person('Li', 'Group 2'), person('Ana', 'Group 1'), person('Bo', 'Group 1')]
	const listed = inactiveByGroup(workshop, people, new Set(['Zoe', 'Bo']))
	expect(listed.map(({ name, members }) => [name, members.map((member) => member.name)])).toEqual([
		['Group 2', ['Li']],
		['Group 1', ['Bo', 'Zoe', 'Ana']],
	])
})

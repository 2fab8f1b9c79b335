import type { Board, Workshop } from '@charrette/shared'
import { expect, it } from 'vitest'
import type { Person } from '../connection/useWorkshop.ts'
import { groupStatus } from './groupStatus.ts'

const participants = [
	{ id: 'ana', group: 'g1' },
	{ id: 'li', group: 'g1' },
	{ id: 'moussa', group: 'g2' },
]
const workshop = { participants } as unknown as Workshop
const people = [
	{ participant: 'ana', board: 'plenary', done: true, help: false },
	{ participant: 'moussa', board: 'b2', done: true, help: true },
	{ participant: null, done: true, help: true },
] as unknown as Person[]
const boardOf = (group: string | null) => ({ id: group ? `b-${group}` : 'plenary', group }) as Board

it('a group’s status count all its participants, present or not', () => {
	expect(groupStatus(workshop, boardOf('g1'), people)).toMatchObject({ people: 2, online: 1, done: 1, help: 0 })
})

it('a board without a group counts all participants, and only the status of the participants at it', () => {
	expect(groupStatus(workshop, boardOf(null), people)).toMatchObject({ people: 3, online: 2, done: 1, help: 0 })
})

import type { BoardDigest, BoardId, Workshop } from '@charrette/shared'
import { expect, it } from 'vitest'
import { boardsToProject } from './boardsToProject.ts'

const board = (id: string, group: string | null) => ({ id, title: id, group, frozen: false })
const workshop = {
	session: 's',
	sessions: [{ id: 's', phases: [], boards: [board('one', 'g1'), board('two', 'g2'), board('plenary', null)] }],
} as unknown as Workshop
const digests = (counts: Record<string, number>) =>
	new Map(Object.entries(counts).map(([id, note]) => [id as BoardId, { cards: { note } } as unknown as BoardDigest]))
const shown = (chosen: string | null, counts: Record<string, number>) =>
	boardsToProject(workshop, chosen as BoardId | null, digests(counts)).map(({ id }) => id)

it('[RUN3c] the boards of the groups replace an empty plenary board', () => {
	expect(shown('plenary', { one: 2, two: 0, plenary: 0 })).toEqual(['one'])
	expect(shown('plenary', { one: 2, two: 1, plenary: 0 })).toEqual(['one', 'two'])
	expect(shown('plenary', { one: 0, two: 0, plenary: 0 })).toEqual([])
})

it('[RUN3c] a plenary board that has cards, or whose digest has not arrived, is shown', () => {
	expect(shown('plenary', { one: 2, plenary: 1 })).toEqual(['plenary'])
	expect(shown('plenary', {})).toEqual(['plenary'])
})

it('a board in the spotlight is shown even if it is empty', () => {
	expect(shown('two', { one: 2, two: 0, plenary: 0 })).toEqual(['two'])
})

import { describe, expect, it } from 'vitest'
import { boardWalk, dueOnWalk, nextOnWalk } from './boardWalk.ts'
import type { BoardId } from './ids.ts'
import type { Workshop } from './Workshop.ts'

const board = (id: string, group: string | null, rest = {}) => ({ id, title: id, group, frozen: false, ...rest })
const workshop = (phase: object | null, rounds: object[] = []) =>
	({
		session: 's',
		sessions: [
			{
				id: 's',
				phase: phase ? 'p' : null,
				phases: phase ? [{ id: 'p', may: [], ...phase }] : [],
				groups: [],
				boards: [
					board('a', '1'),
					board('b', '2'),
					board('c', '3'),
					board('plenary', null),
					board('x', null, { isApart: true }),
				],
			},
		],
		participants: [
			{ id: 'ben', group: '2' },
			{ id: 'ana', group: null },
		],
		rounds,
	}) as unknown as Workshop
const walkOf = (state: Workshop, participant: string | null) => {
	const walk = boardWalk(state, participant as never)
	return walk && `${walk.kind}: ${walk.boards.map(({ id }) => id).join(' ')}`
}

describe('[WALK1] a walk over boards', () => {
	it('has, in a gallery phase, the boards of the other groups, starting after the participant’s own board', () => {
		const gallery = workshop({ kind: 'gallery' })
		expect(walkOf(gallery, 'ben')).toBe('gallery: c a')
		expect(walkOf(gallery, 'ana')).toBe('gallery: a b c')
		expect(walkOf(gallery, null)).toBe('gallery: a b c')
		expect(walkOf(workshop({ kind: 'write' }), 'ben')).toBeNull()
	})

	it('has, in a vote, all boards that are voted on, beginning with the participant’s own board', () => {
		const round = { id: 'r', session: 's', state: 'open' }
		expect(walkOf(workshop(null, [round]), 'ben')).toBe('vote: b c plenary a')
		expect(walkOf(workshop(null, [{ ...round, boards: ['a', 'c'] }]), 'ben')).toBe('vote: a c')
		expect(walkOf(workshop(null, [{ ...round, boards: ['b'] }]), 'ben')).toBeNull()
		expect(walkOf(workshop(null, [{ ...round, state: 'closed' }]), 'ben')).toBeNull()
	})

	it('has a next board, and a board where the participant should be according to the timer', () => {
		const walk = boardWalk(workshop({ kind: 'gallery' }), 'ben' as never)
		if (!walk) throw new Error('there is no walk')
		expect(nextOnWalk(walk, 'b' as BoardId)?.id).toBe('c')
		expect(nextOnWalk(walk, 'c' as BoardId)?.id).toBe('a')
		expect(nextOnWalk(walk, 'a' as BoardId)).toBeNull()
		const due = (remainingMs: number, isRunning = true) =>
			dueOnWalk(walk, { remainingMs, overtimeMs: 0, isRunning }, 1000)?.id ?? null
		expect([due(1000), due(501), due(500), due(0), due(900, false)]).toEqual(['c', 'c', 'a', 'a', null])
		expect(dueOnWalk(walk, null, 0)).toBeNull()
	})
})

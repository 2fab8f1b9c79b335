import type { BoardId, Workshop } from '@charrette/shared'
import { expect, it } from 'vitest'
import { comparedWith } from './comparedWith.ts'

const session = (name: string, groups: number) => ({
	id: name,
	boards: [
		...Array.from({ length: groups }, (_, at) => ({ id: `${name}${at}`, group: `g${at}` })),
		{ id: `${name}All`, group: null },
		{ id: `${name}Copy`, group: null, isApart: true },
	],
})
const of = (board: string, ...sessions: object[]) =>
	comparedWith({ sessions } as unknown as Workshop, board as BoardId).join(' ')

it('[HAND4] a board is compared with the one in its place in the session before, else after', () => {
	const [a, b, c] = [session('a', 2), session('b', 3), session('c', 2)]
	expect([of('b1', a, b, c), of('a1', a, b, c)]).toEqual(['a1 b1', 'a1 b1'])
	expect([of('cAll', a, b, c), of('aAll', a, b, c)]).toEqual(['bAll cAll', 'aAll bAll'])
})

it('[HAND4] a board without such a place is compared with another one of its session', () => {
	const [a, b] = [session('a', 2), session('b', 4)]
	expect([of('b2', a, b), of('bCopy', a, b), of('a0', a)]).toEqual(['b0 b2', 'b0 bCopy', 'a0 a1'])
})

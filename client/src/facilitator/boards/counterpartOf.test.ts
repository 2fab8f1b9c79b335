import type { BoardId, Workshop } from '@charrette/shared'
import { expect, it } from 'vitest'
import { counterpartOf } from './counterpartOf.ts'

const session = (name: string, groups: number) => ({
	id: name,
	boards: [
		...Array.from({ length: groups }, (_, at) => ({ id: `${name}${at}`, group: `g${at}` })),
		{ id: `${name}All`, group: null },
		{ id: `${name}Copy`, group: null, isApart: true },
	],
})
const of = (board: string, ...sessions: object[]) =>
	counterpartOf({ sessions } as unknown as Workshop, board as BoardId)

it('[HAND4] a board is compared with the one in its place in the session before, else after', () => {
	const [a, b] = [session('a', 2), session('b', 3)]
	expect([of('b1', a, b), of('a1', a, b)]).toEqual(['a1', 'b1'])
	expect([of('bAll', a, b), of('aAll', a, b)]).toEqual(['aAll', 'bAll'])
})

it('[HAND4] a board without such a place is compared with another one of its session', () => {
	const [a, b] = [session('a', 2), session('b', 4)]
	expect([of('b2', a, b), of('bCopy', a, b), of('a0', a)]).toEqual(['b0', 'b0', 'a1'])
})

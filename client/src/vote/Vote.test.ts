import type { BallotView, BoardId, CardResult, VoteResult, VoteRound } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { type VoteStand, voteOn } from './Vote.ts'

const board = 'b' as BoardId
const round = { perCard: 2, kinds: null } as unknown as VoteRound
const ballot = (count: number, left: number) =>
	({ dots: count > 0 ? [{ board, card: 'shape:a', count }] : [], left }) as unknown as BallotView
const stand: VoteStand = { board, round, ballot: ballot(0, 3), isOffline: false, result: null }
const result = { cards: [{ board, card: 'shape:a', dots: 5, rank: 1 } as CardResult] } as VoteResult

describe('voteOn', () => {
	it('lets one give up to what a card may have and what is left, and take back what was given', () => {
		const at = (given: number, left: number) => voteOn({ ...stand, ballot: ballot(given, left) }, 'shape:a', 'note')
		expect(at(0, 3)).toEqual({ type: 'open', given: 0, mayGive: true, mayTake: false })
		expect(at(2, 1)).toEqual({ type: 'open', given: 2, mayGive: false, mayTake: true })
		expect(at(1, 0)).toEqual({ type: 'open', given: 1, mayGive: false, mayTake: true })
	})

	it('leaves out kinds that are not voted on, and who does not vote', () => {
		const some = { ...stand, round: { ...round, kinds: ['solution' as const] } }
		expect(voteOn(some, 'shape:a', 'note')).toBeNull()
		expect(voteOn(some, 'shape:a', 'solution')).not.toBeNull()
		expect(voteOn({ ...stand, ballot: null }, 'shape:a', 'note')).toBeNull()
	})

	it('shows a result once the vote is closed, never while one is open', () => {
		expect(voteOn({ ...stand, result }, 'shape:a', 'note')?.type).toBe('open')
		const closed = { ...stand, round: null, ballot: null, result }
		expect(voteOn(closed, 'shape:a', 'note')).toEqual({ type: 'result', dots: 5, rank: 1 })
		expect(voteOn(closed, 'shape:b', 'note')).toBeNull()
	})
})

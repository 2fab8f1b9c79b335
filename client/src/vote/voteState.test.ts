import type { BallotView, BoardId, CardDots, CardResult, RoundId, VoteResult, VoteRound } from '@charrette/shared'
import { describe, expect, it, vi } from 'vitest'
import { createObservable } from '../connection/observable.ts'
import { cardVote, castDots, dotsOn, type VoteState, withDots } from './voteState.ts'

const board = 'b' as BoardId
const round = { perCard: 2, kinds: null } as unknown as VoteRound
const ballot = (count: number, left: number) =>
	({ dots: count > 0 ? [{ board, card: 'shape:a', count }] : [], left }) as unknown as BallotView
const state: VoteState = { board, round, ballot: ballot(0, 3), isOffline: false, result: null }
const result = { cards: [{ board, card: 'shape:a', dots: 5, rank: 1 } as CardResult] } as VoteResult

describe('the vote of a card', () => {
	it('allows dots up to the limits of the card and the ballot, and allows removing given dots', () => {
		const at = (given: number, left: number) => cardVote({ ...state, ballot: ballot(given, left) }, 'shape:a', 'note')
		expect(at(0, 3)).toEqual({ type: 'open', given: 0, canGive: true, canTake: false })
		expect(at(2, 1)).toEqual({ type: 'open', given: 2, canGive: false, canTake: true })
		expect(at(1, 0)).toEqual({ type: 'open', given: 1, canGive: false, canTake: true })
	})

	it('is null for kinds that are not voted on, and for people who don’t vote', () => {
		const some = { ...state, round: { ...round, kinds: ['solution' as const] } }
		expect(cardVote(some, 'shape:a', 'note')).toBeNull()
		expect(cardVote(some, 'shape:a', 'solution')).not.toBeNull()
		expect(cardVote({ ...state, ballot: null }, 'shape:a', 'note')).toBeNull()
	})

	it('[VOTE1b] of a card whose kind is no longer voted on allows only removing given dots', () => {
		const some = { ...state, ballot: ballot(1, 2), round: { ...round, kinds: ['solution' as const] } }
		expect(cardVote(some, 'shape:a', 'note')).toEqual({ type: 'open', given: 1, canGive: false, canTake: true })
	})

	it('is the result once the round is closed, never while one is open', () => {
		expect(cardVote({ ...state, result }, 'shape:a', 'note')?.type).toBe('open')
		const closed = { ...state, round: null, ballot: null, result }
		expect(cardVote(closed, 'shape:a', 'note')).toEqual({ type: 'result', dots: 5, rank: 1 })
		expect(cardVote(closed, 'shape:b', 'note')).toBeNull()
	})
})

const emptyBallot: BallotView = { round: 'r' as RoundId, dots: [], left: 3 }

describe('the dots of a ballot', () => {
	it('change with the dots that are left', () => {
		const one = withDots(emptyBallot, { board, card: 'shape:a', count: 1 })
		expect(one).toMatchObject({ dots: [{ board, card: 'shape:a', count: 1 }], left: 2 })
		const three = withDots(one, { board, card: 'shape:a', count: 3 })
		expect(three).toMatchObject({ dots: [{ board, card: 'shape:a', count: 3 }], left: 0 })
		expect(withDots(three, { board, card: 'shape:a', count: 0 })).toEqual(emptyBallot)
	})

	it('are counted separately for cards with the same id on two boards', () => {
		const given = withDots(emptyBallot, { board, card: 'shape:a', count: 2 })
		expect(dotsOn(given, board, 'shape:a')).toBe(2)
		expect(dotsOn(given, 'other' as BoardId, 'shape:a')).toBe(0)
	})
})

const dot = (card: string, count = 1): CardDots => ({ board, card, count })

function openScene() {
	let stored = emptyBallot
	let refuses = false
	const sent: string[] = []
	const shown = createObservable<BallotView | null>(emptyBallot)
	const onRefused = vi.fn()
	const give = castDots({
		shown,
		async cast(dots) {
			sent.push(dots.card)
			if (refuses) throw new Error('over budget')
			stored = withDots(stored, dots)
			return stored
		},
		read: async () => stored,
		onRefused,
	})
	return { shown, give, sent, onRefused, refuse: () => (refuses = true), stored: () => stored }
}

it('casting shows a dot at once, sends dots in order, and ends with the server’s ballot', async () => {
	const { shown, give, sent, stored } = openScene()
	give(dot('shape:a'))
	give(dot('shape:b'))
	expect(shown.get()).toMatchObject({ left: 1 })
	await vi.waitFor(() => expect(stored().left).toBe(1))
	expect(sent).toEqual(['shape:a', 'shape:b'])
	expect(shown.get()).toEqual(stored())
})

it('casting removes refused dots and reports the refusal', async () => {
	const { shown, give, onRefused, refuse } = openScene()
	refuse()
	give(dot('shape:a'))
	expect(shown.get()).toMatchObject({ left: 2 })
	await vi.waitFor(() => expect(shown.get()).toEqual(emptyBallot))
	expect(onRefused).toHaveBeenCalledOnce()
})

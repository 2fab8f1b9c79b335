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

describe('voteOn', () => {
	it('lets one give up to what a card may have and what is left, and take back what was given', () => {
		const at = (given: number, left: number) => cardVote({ ...state, ballot: ballot(given, left) }, 'shape:a', 'note')
		expect(at(0, 3)).toEqual({ type: 'open', given: 0, mayGive: true, mayTake: false })
		expect(at(2, 1)).toEqual({ type: 'open', given: 2, mayGive: false, mayTake: true })
		expect(at(1, 0)).toEqual({ type: 'open', given: 1, mayGive: false, mayTake: true })
	})

	it('leaves out kinds that are not voted on, and who does not vote', () => {
		const some = { ...state, round: { ...round, kinds: ['solution' as const] } }
		expect(cardVote(some, 'shape:a', 'note')).toBeNull()
		expect(cardVote(some, 'shape:a', 'solution')).not.toBeNull()
		expect(cardVote({ ...state, ballot: null }, 'shape:a', 'note')).toBeNull()
	})

	it('shows a result once the vote is closed, never while one is open', () => {
		expect(cardVote({ ...state, result }, 'shape:a', 'note')?.type).toBe('open')
		const closed = { ...state, round: null, ballot: null, result }
		expect(cardVote(closed, 'shape:a', 'note')).toEqual({ type: 'result', dots: 5, rank: 1 })
		expect(cardVote(closed, 'shape:b', 'note')).toBeNull()
	})
})

const ballotBoard = 'b' as BoardId
const emptyBallot: BallotView = { round: 'r' as RoundId, dots: [], left: 3 }

describe('a ballot in hand', () => {
	it('gives, gives more, and takes back; what is left goes with it', () => {
		const one = withDots(emptyBallot, { board: ballotBoard, card: 'shape:a', count: 1 })
		expect(one).toMatchObject({ dots: [{ board: ballotBoard, card: 'shape:a', count: 1 }], left: 2 })
		const three = withDots(one, { board: ballotBoard, card: 'shape:a', count: 3 })
		expect(three).toMatchObject({ dots: [{ board: ballotBoard, card: 'shape:a', count: 3 }], left: 0 })
		expect(withDots(three, { board: ballotBoard, card: 'shape:a', count: 0 })).toEqual(emptyBallot)
	})

	it('tells cards of one id on two boards apart', () => {
		const given = withDots(emptyBallot, { board: ballotBoard, card: 'shape:a', count: 2 })
		expect(dotsOn(given, ballotBoard, 'shape:a')).toBe(2)
		expect(dotsOn(given, 'other' as BoardId, 'shape:a')).toBe(0)
	})
})

const castBoard = 'b' as BoardId
const castRound = 'r' as RoundId
const castEmpty: BallotView = { round: castRound, dots: [], left: 3 }
const dot = (card: string, count = 1): CardDots => ({ board: castBoard, card, count })

function scene() {
	let kept = castEmpty
	let refuses = false
	const sent: string[] = []
	const shown = createObservable<BallotView | null>(castEmpty)
	const onRefused = vi.fn()
	const give = castDots({
		shown,
		async cast(dots) {
			sent.push(dots.card)
			if (refuses) throw new Error('over budget')
			kept = withDots(kept, dots)
			return kept
		},
		read: async () => kept,
		onRefused,
	})
	return { shown, give, sent, onRefused, refuse: () => (refuses = true), kept: () => kept }
}

it('shows a dot at once, sends dots in their order, and ends with what the server has', async () => {
	const { shown, give, sent, kept } = scene()
	give(dot('shape:a'))
	give(dot('shape:b'))
	expect(shown.get()).toMatchObject({ left: 1 })
	await vi.waitFor(() => expect(kept().left).toBe(1))
	expect(sent).toEqual(['shape:a', 'shape:b'])
	expect(shown.get()).toEqual(kept())
})

it('takes back what the server refuses, and says so', async () => {
	const { shown, give, onRefused, refuse } = scene()
	refuse()
	give(dot('shape:a'))
	expect(shown.get()).toMatchObject({ left: 2 })
	await vi.waitFor(() => expect(shown.get()).toEqual(castEmpty))
	expect(onRefused).toHaveBeenCalledOnce()
})

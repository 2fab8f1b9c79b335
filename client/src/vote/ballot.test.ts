import type { BallotView, BoardId, RoundId } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { dotsOn, withDots } from './ballot.ts'

const board = 'b' as BoardId
const empty: BallotView = { round: 'r' as RoundId, dots: [], left: 3 }

describe('a ballot in hand', () => {
	it('gives, gives more, and takes back; what is left goes with it', () => {
		const one = withDots(empty, { board, card: 'shape:a', count: 1 })
		expect(one).toMatchObject({ dots: [{ board, card: 'shape:a', count: 1 }], left: 2 })
		const three = withDots(one, { board, card: 'shape:a', count: 3 })
		expect(three).toMatchObject({ dots: [{ board, card: 'shape:a', count: 3 }], left: 0 })
		expect(withDots(three, { board, card: 'shape:a', count: 0 })).toEqual(empty)
	})

	it('tells cards of one id on two boards apart', () => {
		const given = withDots(empty, { board, card: 'shape:a', count: 2 })
		expect(dotsOn(given, board, 'shape:a')).toBe(2)
		expect(dotsOn(given, 'other' as BoardId, 'shape:a')).toBe(0)
	})
})

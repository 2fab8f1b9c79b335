import {
	type BallotView,
	type BoardId,
	buildCard,
	type CardDots,
	JOINED_KEY,
	putRecord,
	type RoundId,
	recordsOf,
	writeFields,
} from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { dotsAtHeads, dotsToSet, headsOfDots } from './joinedDots.ts'
import { withDots } from './voteState.ts'

const board = 'b' as BoardId
const dots = (card: string, count: number): CardDots => ({ board, card, count })
const ballotOf = (...given: CardDots[]): BallotView => ({ round: 'r' as RoundId, dots: given, left: 2 })

/** The records of a board with these cards, each with the card into which it is joined. */
function recordsWith(joins: Record<string, string | null>) {
	const records = recordsOf(new Y.Doc())
	for (const [id, into] of Object.entries(joins)) {
		putRecord(records, buildCard(id, { x: 0, y: 0, index: 'a1' as never }, {}))
		if (into) writeFields(records, `shape:${id}`, { [JOINED_KEY]: `shape:${into}` })
	}
	return records
}

describe('[JOIN3a] the dots of a person', () => {
	it('are shown at the head of a chain, at the smallest id of a circle, and at a card whose head is gone', () => {
		const joins = { a: null, b: 'a', c: 'b', d: 'gone', e: 'f', f: 'e', g: 'g' }
		const ids = Object.keys(joins)
		const heads = headsOfDots(
			ids.map((id) => dots(`shape:${id}`, 1)),
			{ board, records: recordsWith(joins) },
		)
		expect([...heads]).toEqual([
			['shape:b', 'shape:a'],
			['shape:c', 'shape:a'],
			['shape:f', 'shape:e'],
		])
	})

	it('on another board stay there', () => {
		const elsewhere = { ...dots('shape:b', 1), board: 'other' as BoardId }
		expect(headsOfDots([elsewhere], { board, records: recordsWith({ a: null, b: 'a' }) }).size).toBe(0)
		const ballot = ballotOf(elsewhere, dots('shape:b', 2))
		expect(dotsAtHeads(ballot, board, new Map([['shape:b', 'shape:a']])).dots).toEqual([elsewhere, dots('shape:a', 2)])
	})

	it('are added at the head, and as many are left as before', () => {
		const shown = dotsAtHeads(ballotOf(dots('a', 1), dots('b', 2), dots('c', 1)), board, new Map([['b', 'a']]))
		expect(shown).toMatchObject({ dots: [dots('a', 3), dots('c', 1)], left: 2 })
	})
})

describe('[JOIN3a] the dots to set at a head', () => {
	const heads = new Map([
		['b', 'a'],
		['c', 'a'],
		['e', 'd'],
	])

	it('are one more of the head, for a dot more than it shows', () => {
		expect(dotsToSet(ballotOf(dots('b', 1)), dots('a', 2), heads)).toEqual([dots('a', 1)])
		expect(dotsToSet(ballotOf(dots('a', 1), dots('b', 1)), dots('a', 3), heads)).toEqual([dots('a', 2)])
	})

	it('are one less of the head, else of a card joined into it', () => {
		expect(dotsToSet(ballotOf(dots('a', 1), dots('b', 1)), dots('a', 1), heads)).toEqual([dots('a', 0)])
		expect(dotsToSet(ballotOf(dots('b', 2), dots('e', 1)), dots('a', 1), heads)).toEqual([dots('b', 1)])
		expect(dotsToSet(ballotOf(dots('e', 1)), dots('d', 0), heads)).toEqual([dots('e', 0)])
	})

	it('make the head show any count, with the others unchanged', () => {
		const ballot = ballotOf(dots('a', 1), dots('b', 1), dots('c', 2), dots('e', 1))
		for (const count of [0, 1, 2, 3, 4, 5]) {
			const set = dotsToSet(ballot, dots('a', count), heads).reduce(withDots, ballot)
			const shown = dotsAtHeads(set, board, heads)
			expect(shown.dots.find(({ card }) => card === 'a')?.count ?? 0).toBe(count)
			expect(shown.dots.find(({ card }) => card === 'd')).toEqual(dots('d', 1))
			expect(set.left).toBe(ballot.left + 4 - count)
		}
	})
})

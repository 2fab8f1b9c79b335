import { mixGroups, type Pair, type ParticipantId } from '@charrette/shared'
import { expect, test } from 'vitest'
import { growthOf, MAX_GROWTH } from '../support/countSteps.ts'

const SIZE = 400
const GROUPS = 5
const PAIRS = 10

/** Creates people of 60 cities, in groups that a mix has to change, with this many pairs. */
function people(size: number, pairs: number) {
	const id = (index: number) => `p${index}` as ParticipantId
	const all = Array.from({ length: size }, (_, index) => ({ id: id(index), city: `City ${(index * index) % 60}` }))
	return {
		people: all,
		currentGroups: new Map(all.map((one, index) => [one.id, (index * 7) % GROUPS])),
		together: Array.from({ length: pairs }, (_, index): Pair => [id(index), id(size - 1 - index)]),
		apart: Array.from({ length: pairs }, (_, index): Pair => [id(PAIRS + index), id(2 * PAIRS + index)]),
	}
}

test.each([
	['without pairs, from nothing', 0, false],
	['without pairs, near the groups of today', 0, true],
	['with pairs, from nothing', PAIRS, false],
	['with pairs, near the groups of today', PAIRS, true],
])('[COST1] mixing twice as many people takes twice the steps: %s', async (_how, pairs, staysNear) => {
	const mix = ({ currentGroups, ...options }: ReturnType<typeof people>) =>
		mixGroups({ ...options, groups: GROUPS, seed: 1, currentGroups: staysNear ? currentGroups : undefined })
	expect(await growthOf(SIZE, (size) => people(size, pairs), mix)).toBeLessThanOrEqual(MAX_GROWTH)
})

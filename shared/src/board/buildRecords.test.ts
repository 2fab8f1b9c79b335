import { describe, expect, it } from 'vitest'
import { buildCard, buildCluster, indicesOnTop } from './buildRecords.ts'
import { FIRST_INDEX, PAGE_ID } from './schema.ts'

describe('indicesOnTop', () => {
	const cluster = buildCluster('permits', { x: 0, y: 0, index: FIRST_INDEX }, { title: 'Permits', w: 300, h: 300 })
	const [second, third] = indicesOnTop([cluster], PAGE_ID, 2)
	if (!second || !third) throw new Error('fewer than two indices')
	const inside = buildCard('inside', { x: 0, y: 0, index: third, parent: cluster.id }, {})

	it('ascend, above the existing indices', () => {
		expect([third, second, FIRST_INDEX].sort()).toEqual([FIRST_INDEX, second, third])
	})

	it('depend on the children of one parent only', () => {
		const high = { ...inside, index: 'b00' as typeof third }
		expect([...indicesOnTop([cluster, high], PAGE_ID, 1), high.index].sort().at(-1)).toBe('b00')
		const [above] = indicesOnTop([cluster, inside], cluster.id, 1)
		expect(above && above > third).toBe(true)
	})

	it('work on an empty board', () => {
		expect(indicesOnTop([], PAGE_ID, 3)).toHaveLength(3)
	})
})

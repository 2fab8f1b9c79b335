import { expect, it } from 'vitest'
import { agglomerate } from './agglomerate.ts'
import { smoothLikeness } from './smoothLikeness.ts'

it('[SORT1] texts that are nearest to each other in a circle, by rounding, are merged', () => {
	const [most, less] = [0.9, 0.8]
	// The first is most like the second, the second like the third, and the third like the first.
	const circle = Float32Array.from([1, most, less, less, 1, most, most, less, 1])
	const merges = agglomerate(circle, 3)
	expect(new Set(merges.map(({ from }) => from)).size).toBe(2)
	expect(merges).toHaveLength(2)
})

it('[SORT1] the likeness of texts with their neighbours is the same in both directions', () => {
	const count = 12
	const likeness = Float32Array.from({ length: count * count }, (_, place) => {
		const [row, column] = [Math.floor(place / count), place % count].toSorted((a, b) => a - b)
		return row === column ? 1 : ((((row ?? 0) + 1) * 7919 + ((column ?? 0) + 1) * 104729) % 997) / 1000
	})
	const smooth = smoothLikeness(likeness, count, { neighbours: 5, share: 1 })
	for (let row = 0; row < count; row++)
		for (let column = 0; column < row; column++) expect(smooth[row * count + column]).toBe(smooth[column * count + row])
})

import { expect, it } from 'vitest'
import { columnsOn, fitGrid } from './BoardGridScene.tsx'

it.each([
	[1, 16 / 9, 1, 1],
	[2, 16 / 9, 2, 1],
	[6, 16 / 9, 3, 2],
	[6, 4 / 3, 2, 3],
	[50, 16 / 9, 8, 7],
	[0, 16 / 9, 1, 1],
])('%i boards on a screen with the aspect ratio %f form %i columns and %i rows', (count, aspect, columns, rows) => {
	expect(fitGrid(count, aspect)).toEqual({ columns, rows })
})

it('[RUN3d] a board that is wider than a third of the screen has its cards in columns', () => {
	expect([1, 2, 3, 8].map(columnsOn)).toEqual([3, 2, 1, 1])
})

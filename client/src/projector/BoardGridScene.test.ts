import { expect, it } from 'vitest'
import { fitGrid } from './BoardGridScene.tsx'

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

import { expect, it } from 'vitest'
import { joinLines } from './markedText.ts'

it.each([
	['Rain gardens\nin every yard ', 'Rain gardens in every yard'],
	['the muni-\ncipal budget', 'the municipal budget'],
	['Addis-\nAbeba', 'Addis- Abeba'],
	['雨水花园\n在每个院子', '雨水花园在每个院子'],
	['预算 2025\n年', '预算 2025 年'],
])('[CASE5] the lines of %j are joined', (marked, joined) => {
	expect(joinLines(marked)).toBe(joined)
})

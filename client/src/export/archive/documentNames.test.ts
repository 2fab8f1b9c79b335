import { expect, it } from 'vitest'
import { documentNames } from './documentNames.ts'

const card = (digit: string, name: string) => ({ document: { path: `/api/documents/${digit.repeat(40)}`, name } })

it('[CASE6] each document of a board has one name, which no other has and every system allows', () => {
	const cards = [card('a', 'plan.pdf'), card('a', 'plan.pdf'), {}, card('b', 'Plan.PDF'), card('c', '../a:b')]
	expect([...documentNames(cards).values()]).toEqual(['plan.pdf', 'Plan (2).pdf', '.._a_b.pdf'])
})

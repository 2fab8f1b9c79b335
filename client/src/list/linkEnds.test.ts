import type { CardKind } from '@charrette/shared'
import { expect, it } from 'vitest'
import { linkEnds } from './linkEnds.ts'

it.each<[CardKind, CardKind, string]>([
	['obstacle', 'solution', 'second'],
	['solution', 'obstacle', 'first'],
	['obstacle', 'case', 'second'],
	['obstacle', 'obstacle', 'first'],
	['note', 'question', 'first'],
])('a link of %s and %s goes out from the %s… card', (first, second, from) => {
	expect(linkEnds({ id: 'first', kind: first }, { id: 'second', kind: second }).from).toBe(from)
})

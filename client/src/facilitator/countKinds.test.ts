import type { Card, CardKind } from '@charrette/shared'
import { expect, it } from 'vitest'
import { countKinds } from './countKinds.ts'

const card = (kind: CardKind): Card => ({ id: kind, kind, text: '', city: '' })

it('kinds are counted in the order of the toolbar, and missing ones are left out', () => {
	expect(countKinds([card('note'), card('solution'), card('obstacle'), card('solution')])).toEqual([
		{ kind: 'obstacle', count: 1 },
		{ kind: 'solution', count: 2 },
		{ kind: 'note', count: 1 },
	])
})

it('an empty board has no kinds', () => {
	expect(countKinds([])).toEqual([])
})

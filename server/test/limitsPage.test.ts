import { readFileSync } from 'node:fs'
import { LIMITS } from '@charrette/shared'
import { expect, it } from 'vitest'
import { BOUNDS } from '../dist/rooms/bounds.js'

it('docs/LIMITS.md lists every limit by its name, and no other', () => {
	const page = readFileSync(new URL('../../docs/LIMITS.md', import.meta.url), 'utf8')
	const named = new Set([...page.matchAll(/`([a-z]+[A-Z]\w*)`/g)].map(([, name = '']) => name))
	const known = [...Object.keys(LIMITS), ...Object.keys(BOUNDS)]
	expect(known.filter((name) => !named.has(name))).toEqual([])
	const codes = new Set(['tooLarge', 'boardFull', 'historyFull'])
	expect([...named].filter((name) => !known.includes(name) && !codes.has(name))).toEqual([])
})

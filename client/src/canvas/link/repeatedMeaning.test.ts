import type { Link, LinkMeaning } from '@charrette/shared'
import { expect, it } from 'vitest'
import { repeatedMeaning } from './repeatedMeaning.ts'

const linksOf = (...meanings: LinkMeaning[]): Link[] =>
	meanings.map((meaning, at) => ({ id: `link ${at}`, from: 'a', to: 'b', meaning }))

it('a meaning that all links have is shown at the first link', () => {
	const links = linksOf('addresses', 'addresses', 'addresses', 'addresses')
	expect(repeatedMeaning(links)).toEqual({ id: 'link 0', meaning: 'addresses' })
})

it.each([
	['links differ', linksOf('addresses', 'addresses', 'addresses', 'causes')],
	['links are few', linksOf('addresses', 'addresses', 'addresses')],
	['there are none', []],
])('every label is shown if %s', (_, links) => {
	expect(repeatedMeaning(links)).toBeNull()
})

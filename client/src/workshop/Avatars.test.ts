import { expect, it } from 'vitest'
import { initialsOf } from './Avatars.tsx'

it('a name of several words gives its first and last initial', () => {
	expect(initialsOf('Ana María Ruiz')).toBe('AR')
})

it('a single word gives one letter, a Chinese name its last character', () => {
	expect(initialsOf('ana')).toBe('A')
	expect(initialsOf('李明')).toBe('明')
})

it('characters beyond the basic plane stay whole, and no name is a question mark', () => {
	expect(initialsOf('𠮷')).toBe('𠮷')
	expect(initialsOf('  ')).toBe('?')
})

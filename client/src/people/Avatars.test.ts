import { expect, it } from 'vitest'
import { initialsOf } from './Avatars.tsx'

it('a name of several words has its first and last initial', () => {
	expect(initialsOf('Ana María Ruiz')).toBe('AR')
})

it('a single word has one initial, a Chinese name its last character', () => {
	expect(initialsOf('ana')).toBe('A')
	expect(initialsOf('李明')).toBe('明')
})

it('surrogate pairs stay whole, and an empty name is a question mark', () => {
	expect(initialsOf('𠮷')).toBe('𠮷')
	expect(initialsOf('  ')).toBe('?')
})

import { expect, it } from 'vitest'
import { readingLength } from './LengthHint.tsx'

it('a letter counts as one, a Chinese character as two, an emoji as one', () => {
	expect(readingLength('')).toBe(0)
	expect(readingLength('  Bus lanes ')).toBe(9)
	expect(readingLength('五个部门各自审批')).toBe(16)
	expect(readingLength('BRT 快速公交')).toBe(12)
	expect(readingLength('é👏')).toBe(2)
})

import { LIMITS } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { splitPaste } from './splitPaste.ts'

describe('splitting a pasted text into cards', () => {
	it('makes a card a line and leaves blank lines out', () => {
		expect(splitPaste('Permits take long\r\n\r\n  No budget  \n五个部门各自审批\r')).toEqual([
			'Permits take long',
			'No budget',
			'五个部门各自审批',
		])
	})

	it('takes bullets and numbers off', () => {
		expect(splitPaste('- one\n• two\n3. three\n4) four\n5、五')).toEqual(['one', 'two', 'three', 'four', '五'])
	})

	it('keeps numbers and dashes that belong to the text', () => {
		expect(splitPaste('2050 net zero\n3.5 million riders\n-')).toEqual(['2050 net zero', '3.5 million riders', '-'])
	})

	it('cuts a line that no card can hold', () => {
		expect(splitPaste('x'.repeat(LIMITS.maxCardTextLength + 1))[0]).toHaveLength(LIMITS.maxCardTextLength)
	})

	it('makes nothing of blanks', () => {
		expect(splitPaste(' \n\t\n')).toEqual([])
	})
})

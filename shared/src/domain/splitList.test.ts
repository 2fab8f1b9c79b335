import { describe, expect, it } from 'vitest'
import { LIMITS } from './limits.ts'
import { splitList } from './splitList.ts'

describe('splitting a pasted text into cards', () => {
	it('makes a card a line and leaves blank lines out', () => {
		expect(splitList('Permits take long\r\n\r\n  No budget  \n五个部门各自审批\r')).toEqual([
			'Permits take long',
			'No budget',
			'五个部门各自审批',
		])
	})

	it('takes bullets and numbers off', () => {
		expect(splitList('- one\n• two\n3. three\n4) four\n5、五')).toEqual(['one', 'two', 'three', 'four', '五'])
	})

	it('keeps numbers and dashes that belong to the text', () => {
		expect(splitList('2050 net zero\n3.5 million riders\n-')).toEqual(['2050 net zero', '3.5 million riders', '-'])
	})

	it('cuts a line that no card can hold', () => {
		expect(splitList('x'.repeat(LIMITS.maxCardTextLength + 1))[0]).toHaveLength(LIMITS.maxCardTextLength)
	})

	it('makes a card a row of what a spreadsheet copies', () => {
		const copied = 'Permits\tBogotá\r\n"Budget\nyear by year"\tDakar\r\n\t\r\n"He said ""no"""\t\r\n'
		expect(splitList(copied)).toEqual(['Permits · Bogotá', 'Budget\nyear by year · Dakar', 'He said "no"'])
	})

	it('takes quotation marks that close nothing for letters', () => {
		expect(splitList('"12" pipes\t5" gaps\nrest\tlast')).toEqual(['"12" pipes · 5" gaps', 'rest · last'])
	})

	it('takes a list that is set in by tabs for lines', () => {
		expect(splitList('one\n\t- two\n\t\t- three')).toEqual(['one', 'two', 'three'])
	})

	it('makes nothing of blanks', () => {
		expect(splitList(' \n\t\n')).toEqual([])
	})
})

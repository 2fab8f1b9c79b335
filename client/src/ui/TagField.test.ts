import { expect, it } from 'vitest'
import { addNames } from './TagField.tsx'

const LIMITS = { maxLength: 10, maxNames: 4 }

it('a pasted list, one a line or with commas of any script, becomes names', () => {
	expect(addNames([], 'Quito\r\nBogotá, Lima', LIMITS)).toEqual(['Quito', 'Bogotá', 'Lima'])
	expect(addNames([], '广州、北京，武汉；成都', LIMITS)).toEqual(['广州', '北京', '武汉', '成都'])
})

it('a name that is there already is not added again', () => {
	expect(addNames(['Quito'], 'quito\nLima', LIMITS)).toEqual(['Quito', 'Lima'])
})

it('names with spaces stay whole, and stray spaces go', () => {
	expect(addNames([], '  São   Paulo ,, ', LIMITS)).toEqual(['São Paulo'])
})

it('the list keeps to its limits', () => {
	expect(addNames(['a', 'b', 'c'], 'd,e', LIMITS)).toEqual(['a', 'b', 'c', 'd'])
	expect(addNames([], 'abcdefghijklmnop', LIMITS)).toEqual(['abcdefghij'])
})

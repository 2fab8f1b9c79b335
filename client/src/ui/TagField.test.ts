import { expect, it } from 'vitest'
import { addNames } from './TagField.tsx'

const LIMITS = { maxLength: 10, maxNames: 4 }

it('a pasted list is split at line breaks and at commas of any script', () => {
	expect(addNames([], 'Quito\r\nBogotá, Lima', LIMITS)).toEqual(['Quito', 'Bogotá', 'Lima'])
	expect(addNames([], '广州、北京，武汉；成都', LIMITS)).toEqual(['广州', '北京', '武汉', '成都'])
})

it('a name that is in the list already is not added again', () => {
	expect(addNames(['Quito'], 'quito\nLima', LIMITS)).toEqual(['Quito', 'Lima'])
})

it('names can contain spaces, and extra spaces are removed', () => {
	expect(addNames([], '  São   Paulo ,, ', LIMITS)).toEqual(['São Paulo'])
})

it('the list has a maximum length, and so has each name', () => {
	expect(addNames(['a', 'b', 'c'], 'd,e', LIMITS)).toEqual(['a', 'b', 'c', 'd'])
	expect(addNames([], 'abcdefghijklmnop', LIMITS)).toEqual(['abcdefghij'])
})

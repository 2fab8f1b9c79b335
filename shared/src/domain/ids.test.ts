import { expect, it } from 'vitest'
import { createJoinCode, formatJoinCode, parseJoinCode } from './ids.ts'

it('parses a join code as people type it', () => {
	for (const typed of ['7KQM-2HXD', '7kqm2hxd', ' 7kqm – 2hxd ', '7KQM.2HXD'])
		expect(parseJoinCode(typed)).toBe('7KQM2HXD')
	expect(parseJoinCode('OIL0-1111')).toBe('01101111')
	for (const wrong of ['', '7KQM-2HX', '7KQM-2HXDD', '7KQM-2HX!', '七号']) expect(parseJoinCode(wrong)).toBeNull()
})

it('parses every formatted code back', () => {
	const codes = Array.from({ length: 200 }, createJoinCode)
	for (const code of codes) expect(parseJoinCode(formatJoinCode(code))).toBe(code)
	expect(new Set(codes).size).toBe(200)
})

import type { Workshop } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { findAddressees, listAddressees, mentionsIn, splitMentions, typedNameAt } from './mentions.ts'
import { matchesPinyin } from './pinyin.ts'

const person = (id: string, name: string, city: string) => ({ id, name, city })
const workshop = {
	session: 's',
	sessions: [{ id: 's', groups: [{ id: 'g1', name: 'Group 1' }] }],
	participants: [
		person('ana', 'Ana', 'Dakar'),
		person('am', 'Ana María', 'Bogotá'),
		person('jose', 'José Ñúñez', 'Quito'),
		person('wei', '李伟', '武汉'),
		person('li1', 'Li', 'Wuhan'),
		person('li2', 'Li', 'Bogotá'),
		person('me', 'Me', 'Dakar'),
	],
} as unknown as Workshop
const addressees = listAddressees(workshop, 'Facilitator')
const found = (typed: string) => findAddressees(addressees, typed, matchesPinyin).map(({ label }) => label)

describe('[TALK3] names behind an @', () => {
	it('are everybody’s, with the city where two have the same name', () => {
		expect(addressees.map(({ label }) => label)).toEqual([
			'Facilitator',
			'Group 1',
			'Ana',
			'Ana María',
			'José Ñúñez',
			'李伟',
			'Li (Wuhan)',
			'Li (Bogotá)',
			'Me',
		])
	})

	it('are found in what others wrote, one’s own among them', () => {
		expect(mentionsIn('Thanks @Me and @Li (Wuhan)', addressees)).toEqual(['me', 'li1'])
	})

	it('are found without accents, by a later word, in Chinese, by pinyin, and in other languages', () => {
		expect(found('jose')).toEqual(['José Ñúñez'])
		expect(found('nunez')).toEqual(['José Ñúñez'])
		expect(found('李')).toEqual(['李伟'])
		expect(found('伟')).toEqual(['李伟'])
		expect(found('liw')).toEqual(['李伟'])
		expect(found('li')).toEqual(['Li (Wuhan)', 'Li (Bogotá)', '李伟'])
		expect(found("li'wei")).toEqual(['李伟'])
		expect(found('主持')).toEqual(['Facilitator'])
		expect(found('gr')).toEqual(['Group 1'])
		expect(found('Ana ')).toEqual(['Ana María'])
		expect(found('nobody')).toEqual([])
		expect(found('')).toHaveLength(8)
	})

	it('are looked for at the caret, not in addresses', () => {
		expect(typedNameAt('Ask @an', 7)).toEqual({ at: 4, typed: 'an' })
		expect(typedNameAt('请@李', 3)).toEqual({ at: 1, typed: '李' })
		expect(typedNameAt('请＠', 2)).toEqual({ at: 1, typed: '' })
		expect(typedNameAt('ana@example', 11)).toBeNull()
		expect(typedNameAt('@ana\nand', 8)).toBeNull()
		expect(typedNameAt('Ask @an', 3)).toBeNull()
	})

	it('are in a message as they are written, the longer of two', () => {
		expect(splitMentions('@Ana María and @Ana, 请@李伟看', addressees)).toEqual([
			{ text: '@Ana María', mention: 'am' },
			{ text: ' and ' },
			{ text: '@Ana', mention: 'ana' },
			{ text: ', 请' },
			{ text: '@李伟', mention: 'wei' },
			{ text: '看' },
		])
		expect(mentionsIn('@Li (Bogotá) @Group 1 @主持人 @Anaïs @nobody x@Ana', addressees)).toEqual([
			'li2',
			'g1',
			'facilitator',
		])
		expect(mentionsIn('@Ana @Ana', addressees)).toEqual(['ana'])
	})
})

import { describe, expect, it } from 'vitest'
import { CARD_KINDS, OBSTACLE_CATEGORIES } from '../domain/BoardContent.ts'
import { LOCALES } from '../domain/locales.ts'
import { choiceFromWord, kindFromWord } from './cardWords.ts'
import { domainTextsIn } from './domainTexts.ts'

describe('[IMP2g] words in people’s own tables', () => {
	it('name kinds, also in the plural and by synonyms', () => {
		const words = ['解决办法', '方案', 'Solutions', 'medidas', ' PROPOSITION ']
		expect(words.map(kindFromWord)).toEqual(words.map(() => 'solution'))
		expect(['难点', 'Problems', 'Desafío', 'freins'].map(kindFromWord)).toEqual(Array(4).fill('obstacle'))
		expect(['Cases', 'buenas prácticas', '做法'].map(kindFromWord)).toEqual(Array(3).fill('case'))
		expect(['dream', '', 'x'.repeat(1e6)].map(kindFromWord)).toEqual([undefined, undefined, undefined])
	})

	it('name categories', () => {
		const categories = (words: string[]) => words.map((word) => choiceFromWord('category', word))
		expect(categories(['法律', 'Law', 'legal', 'normativa', 'droit'])).toEqual(Array(5).fill('law'))
		expect(categories(['预算', 'budget', 'Financing'])).toEqual(['money', 'money', undefined])
	})

	it('never change the meaning of a word of the interface', () => {
		for (const locale of LOCALES) {
			const { kinds, categories } = domainTextsIn(locale)
			for (const kind of CARD_KINDS) expect(kindFromWord(kinds[kind])).toBe(kind)
			for (const category of OBSTACLE_CATEGORIES)
				expect(choiceFromWord('category', categories[category])).toBe(category)
		}
	})
})

import { expect, it } from 'vitest'
import { findKindInTitle, kindFromTitle, kindOfPhase } from './kindNames.ts'

it.each([
	['Write obstacles', 'obstacle'],
	['写障碍', 'obstacle'],
	['Escribir obstáculos', 'obstacle'],
	['Écrire les obstacles', 'obstacle'],
	['Map solutions', 'solution'],
	['Soluciones', 'solution'],
	['案例', 'case'],
	['Cas', 'case'],
	['Next steps', 'action'],
	['Ressources', 'resource'],
])('findKindInTitle finds the kind that the title %s is about', (title, kind) => {
	expect(findKindInTitle(title)).toBe(kind)
})

it.each(['Obstacles and solutions', 'Casablanca', 'Transactions', '核心问题', 'Sort', ''])(
	'findKindInTitle finds no kind in the title “%s”',
	(title) => {
		expect(findKindInTitle(title)).toBeNull()
	},
)

it('kindFromTitle takes only a title that is the name of a kind', () => {
	expect(kindFromTitle(' Obstacles ')).toBe('obstacle')
	expect(kindFromTitle('Obstacles of money')).toBeNull()
})

it('kindOfPhase reads the title in any language, then the prompt', () => {
	expect(kindOfPhase({ title: { 'zh-CN': '写障碍' }, prompt: {} })).toBe('obstacle')
	expect(kindOfPhase({ title: { en: 'Collect' }, prompt: { en: 'Write one case on each card.' } })).toBe('case')
	expect(kindOfPhase({ title: { en: 'Read' }, prompt: { en: 'Which solution meets which obstacle?' } })).toBeNull()
})

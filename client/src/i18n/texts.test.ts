import { LIMITS } from '@charrette/shared'
import { expect, it } from 'vitest'
import { messages as app } from './app/en.ts'
import { addTexts, hasTexts, textsIn } from './texts.ts'

addTexts('en', 'board', {
	saved: {
		state: 'Saved',
		changes_zero: 'Nothing waits',
		changes_one: '{{count}} change',
		changes_other: '{{count}} changes',
	},
	list: { told: { more: '{{who}} says {{what}}' } },
})
addTexts('fr', 'board', { saved: { changes_one: '{{count}} modification', changes_other: '{{count}} modifications' } })
addTexts('zh-CN', 'board', { saved: { changes_other: '{{count}} 处修改' } })
addTexts('en', 'app', app)

const t = textsIn('en', 'board', 'app') as (key: string, blanks?: Record<string, string | number>) => string

it('a text is found by its key, in the first namespace or in the one that is named', () => {
	expect(t('saved.state')).toBe('Saved')
	expect(t('board:saved.state')).toBe('Saved')
	expect(t('app:close')).toBe(app.close)
})

it('blanks are filled in as they are, dollar signs and all', () => {
	expect(t('list.told.more', { who: '$& <b>', what: '{{who}}' })).toBe('$& <b> says {{who}}')
})

it('a limit needs not be given', () => {
	expect(t('app:errors.too_many_shares')).toContain(`${LIMITS.maxShares} pages`)
})

it.each([
	['en', 0, 'Nothing waits'],
	['en', 1, '1 change'],
	['en', 2, '2 changes'],
	['fr', 0, '0 modification'],
	['fr', 1, '1 modification'],
	// A form that the language has and nobody wrote is said in the one for every other number.
	['fr', 1e6, '1000000 modifications'],
	['zh-CN', 1, '1 处修改'],
] as const)('in %s, %d of something is told in the plural form of its language', (locale, count, told) => {
	const say = textsIn(locale, 'board') as typeof t
	expect(say('saved.changes', { count })).toBe(told)
})

it('a translator stays the same, and sees what is fetched after it', () => {
	const before = textsIn('es', 'board') as typeof t
	expect(hasTexts('es', 'board')).toBe(false)
	addTexts('es', 'board', { saved: { state: 'Guardado' } })
	expect(textsIn('es', 'board', 'app')).toBe(before)
	expect(before('saved.state')).toBe('Guardado')
})

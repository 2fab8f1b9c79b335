import { expect, it } from 'vitest'
import { wallLocales } from './useWallTexts.ts'

it('the wall speaks the workshop’s language, then its next one', () => {
	expect(wallLocales({ locale: 'zh-CN', locales: ['en', 'zh-CN', 'es'] })).toEqual(['zh-CN', 'en'])
})

it('a workshop of one language has no second line', () => {
	expect(wallLocales({ locale: 'fr', locales: ['fr'] })).toEqual(['fr'])
})

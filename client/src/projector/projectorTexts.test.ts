import { expect, it } from 'vitest'
import { projectorLines, projectorLocales, textWidth } from './projectorTexts.ts'

it('the projector shows the workshop’s main language, then its next language', () => {
	expect(projectorLocales({ locale: 'zh-CN', locales: ['en', 'zh-CN', 'es'] })).toEqual(['zh-CN', 'en'])
})

it('a workshop with one language has no second line', () => {
	expect(projectorLocales({ locale: 'fr', locales: ['fr'] })).toEqual(['fr'])
})

const workshop = { locale: 'zh-CN', locales: ['en', 'zh-CN'] } as const
const inAll = { en: 'Write', fr: 'Écrivez', 'zh-CN': '写' }
const of = (text: object, at: object = workshop) => projectorLines(text, at as never).map(({ locale }) => locale)

it('a text is shown in the workshop’s main language first, then in its next one', () => {
	expect(of(inAll)).toEqual(['zh-CN', 'en'])
})

it('a text that lacks these languages is shown in others', () => {
	expect(of({ fr: 'Écrivez', es: 'Escriba' })).toEqual(['es', 'fr'])
	expect(of({ fr: 'Écrivez', 'zh-CN': '写' })).toEqual(['zh-CN', 'fr'])
	expect(of({})).toEqual([])
})

it('a Chinese character is as wide as two letters', () => {
	expect(textWidth('写 abc')).toBe(6)
})

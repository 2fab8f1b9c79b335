import { projectorLocales } from '@charrette/shared'
import { expect, it } from 'vitest'
import { boardTitle, projectorLines, textWidth } from './projectorTexts.ts'

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

it('[RUN6] a text is in no language that the workshop does not have, unless it has no other', () => {
	expect(of({ fr: 'Écrivez', 'zh-CN': '写' })).toEqual(['zh-CN'])
	expect(of(inAll, { locale: 'en', locales: ['en'] })).toEqual(['en'])
	expect(of({ fr: 'Écrivez', es: 'Escriba' })).toEqual(['es'])
	expect(of({})).toEqual([])
})

it('[RUN3f] the title of a group is in the workshop’s first two languages, a title of people as it is', () => {
	expect(boardTitle('Groupe 3', workshop)).toBe('第 3 组 · Group 3')
	expect(boardTitle('Group 3', { locale: 'es', locales: ['es'] })).toBe('Grupo 3')
	expect(boardTitle('Water', workshop)).toBe('Water')
})

it('a Chinese character is as wide as two letters', () => {
	expect(textWidth('写 abc')).toBe(6)
})

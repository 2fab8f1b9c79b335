import { expect, it } from 'vitest'
import { roomOf, wallLines } from './wallLines.ts'

const workshop = { locale: 'zh-CN', locales: ['en', 'zh-CN'] } as const
const inAll = { en: 'Write', fr: 'Écrivez', 'zh-CN': '写' }
const of = (text: object, at: object = workshop) => wallLines(text, at as never).map(({ locale }) => locale)

it('the workshop’s own language comes first, then its next one', () => {
	expect(of(inAll)).toEqual(['zh-CN', 'en'])
})

it('what is not there in those is shown in others', () => {
	expect(of({ fr: 'Écrivez', es: 'Escriba' })).toEqual(['es', 'fr'])
	expect(of({ fr: 'Écrivez', 'zh-CN': '写' })).toEqual(['zh-CN', 'fr'])
	expect(of({})).toEqual([])
})

it('a Chinese character takes the room of two letters', () => {
	expect(roomOf('写 abc')).toBe(6)
})

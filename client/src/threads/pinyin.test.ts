import { expect, it } from 'vitest'
import { matchesPinyin } from './pinyin.ts'

it.each([
	['李伟', ['liwei', 'li wei', "li'wei", 'lw', 'liw', 'LW', 'lwei', 'wei', 'l']],
	['欧阳娜娜', ['ouyang', 'oynn', 'nana', 'ouyangnn']],
	['吕芳', ['lvfang', 'lufang', 'lf']],
	['曾国强', ['zengguoqiang', 'zgq']],
	['单田芳', ['shantianfang', 'stf']],
	['武汉组 2', ['wuhan', 'wh', 'whz2']],
	['José 王', ['josewang', 'wang', 'josew']],
])('[TALK3] %s is found by its pinyin', (name, typed) => {
	for (const letters of typed) expect([letters, matchesPinyin(name, letters)]).toEqual([letters, true])
})

it('[TALK3] other letters do not find a name by its pinyin', () => {
	expect(matchesPinyin('李伟', 'liweng')).toBe(false)
	expect(matchesPinyin('李伟', 'wl')).toBe(false)
	expect(matchesPinyin('李伟', '')).toBe(false)
	expect(matchesPinyin('张'.repeat(80), `${'zhang'.repeat(79)}q`)).toBe(false)
})

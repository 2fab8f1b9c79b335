import { describe, expect, it } from 'vitest'
import type { PracticeId } from '../domain/ids.ts'
import { LOCALES } from '../domain/locales.ts'
import type { Workshop } from '../domain/Workshop.ts'
import { describeSource, translateTitle, translateTitles } from './defaultTitles.ts'

describe('default titles', () => {
	it('[TITLE1] are shown in the reader’s language, regardless of the stored language, with their number', () => {
		expect(LOCALES.map((locale) => translateTitle('Group 12', locale))).toEqual([
			'Group 12',
			'第 12 组',
			'Grupo 12',
			'Groupe 12',
		])
		expect(translateTitle('第 3 组', 'fr')).toBe('Groupe 3')
		expect(translateTitle('Obstáculos', 'zh-CN')).toBe('障碍')
		expect(translateTitle('Qu’est-ce qui compte le plus ?', 'en')).toBe('What matters most?')
		expect(translateTitle('Law & regulation', 'es')).toBe('Leyes y normas')
	})

	it('[TITLE1] [ADOPT3] describe the source of a card in the reader’s language', () => {
		const source = { practice: 'p' as PracticeId, version: 1, city: 'Guangzhou', workshop: 'Streets' }
		const placed = { ...source, group: 'Group 3', session: 'Day 1 morning' }
		expect(describeSource(placed, 'zh-CN')).toBe('Guangzhou · 第 3 组 · 第一天上午')
		expect(describeSource({ ...source, group: 'Roofs' }, 'es')).toBe('Guangzhou · Roofs')
	})

	it('[TITLE1] leave titles that people typed unchanged', () => {
		for (const typed of ['Group A', 'Group 1 and 2', 'Obstacles of ours', '障碍清单', '', '12'])
			expect(translateTitle(typed, 'fr')).toBe(typed)
	})

	it('[TITLE1] are found in sessions, groups, boards and votes of a workshop', () => {
		const session = {
			title: 'Session 2',
			groups: [{ name: 'Group 1' }],
			boards: [{ title: 'Group 1' }, { title: 'Plenary' }],
		}
		const workshop = { title: 'Plenary', sessions: [session], rounds: [{ title: 'Roofs' }] } as unknown as Workshop
		expect(translateTitles(workshop, 'zh-CN')).toEqual({
			title: 'Plenary',
			sessions: [{ title: '场次 2', groups: [{ name: '第 1 组' }], boards: [{ title: '第 1 组' }, { title: '全体' }] }],
			rounds: [{ title: 'Roofs' }],
		})
	})
})

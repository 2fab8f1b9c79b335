import type { Locale } from '@charrette/shared'

interface Names {
	session: string
	firstMorning: string
	plenary: string
	group(number: number): string
}

/** What a new workshop's parts are called, in the workshop's language. */
export const NAMES: Record<Locale, Names> = {
	en: { session: 'Session 1', firstMorning: 'Day 1 morning', plenary: 'Plenary', group: (n) => `Group ${n}` },
	'zh-CN': { session: '第 1 场', firstMorning: '第一天上午', plenary: '全体', group: (n) => `第 ${n} 组` },
	es: { session: 'Sesión 1', firstMorning: 'Día 1, mañana', plenary: 'Plenario', group: (n) => `Grupo ${n}` },
	fr: { session: 'Séance 1', firstMorning: 'Jour 1, matin', plenary: 'Plénière', group: (n) => `Groupe ${n}` },
}

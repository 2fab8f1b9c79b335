import type { Locale } from '@charrette/shared'

interface Names {
	session(number: number): string
	firstMorning: string
	plenary: string
	/** A board that was brought in from a file without a name. */
	brought: string
	group(number: number): string
}

/** What a new workshop's parts are called, in the workshop's language. */
export const NAMES: Record<Locale, Names> = {
	en: {
		session: (n) => `Session ${n}`,
		firstMorning: 'Day 1 morning',
		plenary: 'Plenary',
		brought: 'New board',
		group: (n) => `Group ${n}`,
	},
	'zh-CN': {
		session: (n) => `第 ${n} 场`,
		firstMorning: '第一天上午',
		plenary: '全体',
		brought: '新白板',
		group: (n) => `第 ${n} 组`,
	},
	es: {
		session: (n) => `Sesión ${n}`,
		firstMorning: 'Día 1, mañana',
		plenary: 'Plenario',
		brought: 'Pizarra nueva',
		group: (n) => `Grupo ${n}`,
	},
	fr: {
		session: (n) => `Séance ${n}`,
		firstMorning: 'Jour 1, matin',
		plenary: 'Plénière',
		brought: 'Nouveau tableau',
		group: (n) => `Groupe ${n}`,
	},
}

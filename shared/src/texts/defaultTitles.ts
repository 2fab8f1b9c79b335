import { type CardSource, OBSTACLE_CATEGORIES } from '../domain/BoardContent.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES, type Locale } from '../domain/locales.ts'
import type { Workshop } from '../domain/Workshop.ts'
import { capitalize, domainTextsIn } from './domainTexts.ts'

/**
 * The titles that Charrette itself gives to boards, groups, sessions, columns and votes, in the
 * order of `LOCALES`; `#` is a number. They are stored in one language, and each reader sees them
 * in their own. If two titles are equal, the first one applies.
 */
const DEFAULT_TITLES: readonly (readonly [en: string, zh: string, es: string, fr: string])[] = [
	['Group #', '第 # 组', 'Grupo #', 'Groupe #'],
	['Plenary', '全体', 'Plenario', 'Plénière'],
	['Session #', '场次 #', 'Sesión #', 'Session #'],
	['Day # morning', '第一天上午', 'Día #, mañana', 'Jour #, matin'],
	['Day 2 morning', '第二天上午', 'Día 2, mañana', 'Jour 2, matin'],
	['New board', '新白板', 'Tablero nuevo', 'Nouveau tableau'],
	['What matters most?', '什么最重要？', '¿Qué es lo más importante?', 'Qu’est-ce qui compte le plus ?'],
	['Cases', '案例', 'Casos', 'Cas'],
	['Obstacles', '障碍', 'Obstáculos', 'Obstacles'],
	['Solutions', '对策', 'Soluciones', 'Solutions'],
	['# · Alone', '# · 独自', '# · A solas', '# · Seul'],
	['# · In pairs', '# · 两人一组', '# · En parejas', '# · À deux'],
	['# · In fours', '# · 四人一组', '# · De cuatro en cuatro', '# · À quatre'],
	['All together', '全体一起', 'Entre todos', 'Tous ensemble'],
	['Round 1', '第一轮', 'Ronda 1', 'Tour 1'],
	['Round 2', '第二轮', 'Ronda 2', 'Tour 2'],
	['Round 3', '第三轮', 'Ronda 3', 'Tour 3'],
	['Harvest', '收获', 'Cosecha', 'Récolte'],
	['Our cards', '我们的卡片', 'Nuestras tarjetas', 'Nos cartes'],
	['Parking place', '停车场（稍后再议）', 'Aparcamiento de ideas', 'À garder pour plus tard'],
	['Effects', '后果', 'Efectos', 'Effets'],
	['Core problem', '核心问题', 'Problema central', 'Problème central'],
	['Causes', '原因', 'Causas', 'Causes'],
	['Causes of the causes', '原因的原因', 'Causas de las causas', 'Causes des causes'],
	['The effect', '结果', 'El efecto', 'L’effet'],
	['People & skills', '人员与能力', 'Personas y capacidades', 'Personnes et compétences'],
	['Money', '资金', 'Dinero', 'Argent'],
	['Law & procedure', '法规与程序', 'Normas y trámites', 'Droit et procédures'],
	['Coordination', '协调', 'Coordinación', 'Coordination'],
	['Data & technology', '数据与技术', 'Datos y tecnología', 'Données et technologie'],
	['Place & public', '场地与公众', 'Lugar y ciudadanía', 'Lieu et public'],
	['To choose from', '候选', 'Para elegir', 'Au choix'],
	['Chosen', '已选出', 'Elegido', 'Retenu'],
	[
		'Do now · high impact, low effort',
		'马上做 · 影响大、投入小',
		'Hacer ya · mucho impacto, poco esfuerzo',
		'À faire · fort impact, peu d’effort',
	],
	[
		'Plan · high impact, high effort',
		'做计划 · 影响大、投入大',
		'Planificar · mucho impacto, mucho esfuerzo',
		'À planifier · fort impact, gros effort',
	],
	[
		'Along the way · low impact, low effort',
		'顺手做 · 影响小、投入小',
		'De paso · poco impacto, poco esfuerzo',
		'Au passage · faible impact, peu d’effort',
	],
	[
		'Rather not · low impact, high effort',
		'暂不做 · 影响小、投入大',
		'Mejor no · poco impacto, mucho esfuerzo',
		'Plutôt non · faible impact, gros effort',
	],
	[
		'Obstacle–solution mapping',
		'障碍—对策图',
		'Mapa de obstáculos y soluciones',
		'Carte des obstacles et des solutions',
	],
	['#-2-4-All', '#-2-4-全体', '#-2-4-Todos', '#-2-4-Tous'],
	[
		'Card question (Metaplan)',
		'卡片提问（Metaplan）',
		'Pregunta con tarjetas (Metaplan)',
		'Question aux cartes (Metaplan)',
	],
	['World Café', '世界咖啡馆', 'World Café', 'World Café'],
	['Fishbone', '鱼骨图', 'Espina de pescado', 'Arête de poisson'],
	['Problem tree', '问题树', 'Árbol de problemas', 'Arbre à problèmes'],
	['Impact and effort', '影响与投入', 'Impacto y esfuerzo', 'Impact et effort'],
	['Our obstacles', '我们的障碍', 'Nuestros obstáculos', 'Nos obstacles'],
	['Adopted solutions', '采用的对策', 'Soluciones adoptadas', 'Solutions adoptées'],
	['What helps here', '本地有利条件', 'Lo que ayuda aquí', 'Ce qui aide ici'],
	['What blocks here', '本地不利条件', 'Lo que frena aquí', 'Ce qui freine ici'],
	['Our actions', '我们的行动', 'Nuestras acciones', 'Nos actions'],
	['What we commit to', '我们的承诺', 'A qué nos comprometemos', 'Nos engagements'],
	['Who can help whom', '谁能帮助谁', 'Quién puede ayudar a quién', 'Qui peut aider qui'],
	['Learn from other cities', '向其他城市学习', 'Aprender de otras ciudades', 'Apprendre d’autres villes'],
	['Dot vote', '圆点投票', 'Votación por puntos', 'Vote par points'],
]

type Translations = Record<Locale, string>
let known: ReadonlyMap<string, Translations> | null = null

/** Returns each default title in any language, with its translations in all languages. */
function defaultTitles(): ReadonlyMap<string, Translations> {
	if (known) return known
	const titles = new Map<string, Translations>()
	const add = (title: Translations) => {
		for (const locale of LOCALES) if (!titles.has(title[locale])) titles.set(title[locale], title)
	}
	for (const [en, zh, es, fr] of DEFAULT_TITLES) add({ en, 'zh-CN': zh, es, fr })
	for (const category of OBSTACLE_CATEGORIES) {
		const names = LOCALES.map((locale) => [locale, capitalize(domainTextsIn(locale).categories[category])])
		add(Object.fromEntries(names) as Translations)
	}
	known = titles
	return titles
}

/** Returns a default title in the reader's language, and any other title unchanged. */
export function translateTitle(title: string, locale: Locale): string {
	return findDefaultTitle(title)?.(locale) ?? title
}

/** Whether Charrette gave a title, so that it needs no translator. */
export const isDefaultTitle = (title: string) => findDefaultTitle(title) !== null

function findDefaultTitle(title: string): ((locale: Locale) => string) | null {
	const titles = defaultTitles()
	const exact = titles.get(title)
	if (exact) return (locale) => exact[locale]
	const [number] = /\d+/.exec(title) ?? []
	const numbered = number === undefined ? undefined : titles.get(title.replace(number, '#'))
	return numbered && number !== undefined ? (locale) => numbered[locale].replace('#', number) : null
}

/** Describes a source briefly in the reader's language: `Guangzhou · Group 3 · Day 1 morning`. */
export function describeSource(
	{ city, group, session }: Pick<CardSource, 'city' | 'group' | 'session'>,
	locale: Locale,
): string {
	const titles = [group, session].map((title) => title && translateTitle(title, locale))
	return [city, ...titles].filter(Boolean).join(' · ').slice(0, LIMITS.maxTitleLength)
}

/**
 * Returns the workshop with the default titles of its sessions, groups, boards and votes in the
 * reader's language.
 */
export function translateTitles(workshop: Workshop, locale: Locale): Workshop {
	const sessions = workshop.sessions.map((session) => ({
		...session,
		title: translateTitle(session.title, locale),
		groups: session.groups.map((group) => ({ ...group, name: translateTitle(group.name, locale) })),
		boards: session.boards.map((board) => ({ ...board, title: translateTitle(board.title, locale) })),
	}))
	const rounds = workshop.rounds?.map((round) => ({ ...round, title: translateTitle(round.title, locale) }))
	return { ...workshop, sessions, ...(rounds ? { rounds } : {}) }
}

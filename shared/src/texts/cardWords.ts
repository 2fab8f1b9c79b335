import type { Card, CardKind, ObstacleCategory } from '../domain/BoardContent.ts'
import { CARD_CHOICES, CARD_FIELDS, type CardChoice } from '../domain/cardFields.ts'
import { kindFromTitle } from '../domain/kindNames.ts'
import { LOCALES, nameKey } from '../domain/locales.ts'
import { domainTextsIn, namesIn } from './domainTexts.ts'

/*
 * The words with which people name kinds and categories in their own tables, in addition to the
 * names in the interface: in English, Spanish, French and Chinese, separated by commas. They are
 * compared as whole cells.
 */
const KIND_WORDS: Partial<Record<CardKind, readonly string[]>> = {
	obstacle: [
		'problem, problems, issue, issues, challenge, challenges, barrier, barriers, risk, risks',
		'problema, problemas, dificultad, dificultades, desafío, desafíos, reto, retos',
		'problème, problèmes, difficulté, difficultés, défi, défis, frein, freins',
		'难点, 困难, 挑战, 瓶颈, 痛点, 阻力',
	],
	solution: [
		'measure, measures, proposal, proposals, answer, answers',
		'propuesta, propuestas, medida, medidas, respuesta, respuestas',
		'mesure, mesures, proposition, propositions, réponse, réponses',
		'解决办法, 办法, 方案, 措施, 建议, 解法',
	],
	case: [
		'example, examples, good practice, good practices, best practice, best practices, case study, case studies',
		'ejemplo, ejemplos, buena práctica, buenas prácticas',
		'exemple, exemples, bonne pratique, bonnes pratiques',
		'例子, 实例, 案例, 经验, 做法',
	],
	resource: ['tool, tools', 'herramienta, herramientas', 'outil, outils, moyen, moyens', '工具, 资料'],
	question: ['open question, open questions', 'duda, dudas', 'interrogation, interrogations', '提问, 疑问'],
	action: ['task, tasks, to do, to-do, todo', 'tarea, tareas', 'tâche, tâches, à faire', '任务, 待办'],
	note: [
		'comment, comments, remark, remarks',
		'comentario, comentarios',
		'commentaire, commentaires, remarque',
		'笔记, 评论',
	],
}

const CATEGORY_WORDS: Record<ObstacleCategory, readonly string[]> = {
	money: [
		'finance, finances, financial, funding, budget, budgets, cost, costs',
		'financiación, finanzas, presupuesto, presupuestos, costo, costos',
		'finances, financement, budget, coût, coûts',
		'钱, 经费, 财政, 预算, 财务, 融资, 资金问题',
	],
	law: [
		'law, laws, legal, legislation, regulation, regulations',
		'ley, leyes, legal, normativa, normas, legislación',
		'loi, lois, juridique, droit, réglementation, règlements',
		'法律, 法规, 法制, 规章, 政策法规',
	],
	procurement: [
		'tender, tenders, tendering, public procurement',
		'compras, licitación, licitaciones, contratación pública',
		'achats, appels d’offres, marché public, commande publique',
		'招标, 招投标, 政府采购',
	],
	coordination: [
		'governance, cooperation, communication',
		'gobernanza, cooperación, comunicación',
		'gouvernance, coopération, coordination, communication',
		'协作, 沟通, 统筹, 治理',
	],
	skills: [
		'staff, skills, personnel, capacity, capacities, training, human resources',
		'personal, capacidades, capacidad, formación, capacitación, recursos humanos',
		'personnel, compétences, capacités, formation, ressources humaines',
		'人员, 能力, 人才, 人力, 培训',
	],
	political: [
		'politics, political, leadership',
		'política, político, liderazgo',
		'politique, politiques, volonté',
		'政治, 领导, 领导意愿',
	],
	data: [
		'data, technology, tech, technical, it, information',
		'datos, tecnología, técnico',
		'données, technique, technologie, technologies',
		'数据, 技术, 信息, 信息化',
	],
	acceptance: [
		'acceptance, public, participation, community, social',
		'aceptación, participación, ciudadanía, social',
		'adhésion, acceptation, participation, citoyens, social',
		'公众, 公众参与, 社会, 居民, 接受度',
	],
	land: [
		'land, infrastructure, land use, space',
		'suelo, infraestructura, infraestructuras, terreno',
		'foncier, infrastructure, infrastructures, terrain',
		'土地, 用地, 基础设施, 空间',
	],
	partners: [
		'partner, partners, partnership, partnerships, market, private sector',
		'socios, alianzas, mercado, sector privado',
		'partenaires, partenariat, partenariats, marché, secteur privé',
		'合作, 合作方, 伙伴, 市场',
	],
	other: ['others, misc, miscellaneous', 'otros, otra, otras, varios', 'autres, divers', '其它, 其他'],
}

/**
 * The maximum length of a cell that is compared. Longer cells are not names, and comparing them
 * would take time in proportion to their length.
 */
const MAX_NAME_LETTERS = 60

const WORDS: Record<CardChoice, Readonly<Record<string, readonly string[]>>> = {
	kind: KIND_WORDS,
	category: CATEGORY_WORDS,
}

/**
 * Returns the value of a choice with this name, or with one of the words that people use for it, in
 * any of our languages.
 */
export function choiceFromWord<Choice extends CardChoice>(
	choice: Choice,
	word: string,
): NonNullable<Card[Choice]> | undefined {
	const value = word.length > MAX_NAME_LETTERS ? undefined : valuesByWord.get(choice)?.get(nameKey(word))
	return value as NonNullable<Card[Choice]> | undefined
}

/** Returns the kind with this name, singular or plural, in any of our languages. */
export function kindFromWord(word: string): CardKind | undefined {
	if (word.length > MAX_NAME_LETTERS) return undefined
	return choiceFromWord('kind', word) ?? kindFromTitle(word) ?? undefined
}

const valuesByWord = new Map(CARD_CHOICES.map((choice) => [choice, byWord(choice)]))

/**
 * Maps words to the values of a choice: first the values themselves, then their names in the
 * interface, then the further words. The first value of a word is used.
 */
function byWord(choice: CardChoice): ReadonlyMap<string, string> {
	const { values } = CARD_FIELDS[choice]
	const found = new Map<string, string>()
	const add = (value: string, word: string) => {
		if (!found.has(nameKey(word))) found.set(nameKey(word), value)
	}
	for (const value of values) add(value, value)
	for (const locale of LOCALES) for (const value of values) add(value, namesIn(domainTextsIn(locale))(choice, value))
	for (const value of values)
		for (const line of WORDS[choice][value] ?? []) for (const word of line.split(', ')) add(value, word)
	return found
}

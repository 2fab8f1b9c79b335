import type { UnmetPair } from '../domain/groups/mixBlocks.ts'
import type { Locale } from '../domain/locales.ts'

type Sentence = (one: string, other: string) => string

const SENTENCES: Record<Locale, Record<UnmetPair['reason'], Sentence>> = {
	en: {
		absent: (one, other) => `${one} and ${other}: one of them is not in the workshop.`,
		together: (one, other) => `${one} and ${other} can’t be separated: other rules keep them together.`,
		noRoom: (one, other) => `${one} and ${other} couldn’t be separated: there are too few groups for all rules.`,
	},
	'zh-CN': {
		absent: (one, other) => `${one}和${other}：两人中有一人不在工作坊中。`,
		together: (one, other) => `无法将${one}和${other}分开：其他规则让他们在同一小组。`,
		noRoom: (one, other) => `未能将${one}和${other}分开：小组太少，无法满足所有规则。`,
	},
	es: {
		absent: (one, other) => `${one} y ${other}: una de las dos personas no está en el taller.`,
		together: (one, other) => `No se puede separar a ${one} y ${other}: otras reglas los mantienen juntos.`,
		noRoom: (one, other) => `No se pudo separar a ${one} y ${other}: hay pocos grupos para tantas reglas.`,
	},
	fr: {
		absent: (one, other) => `${one} et ${other} : l’une des deux personnes n’est pas dans l’atelier.`,
		together: (one, other) => `${one} et ${other} ne peuvent pas être séparés : d’autres règles les réunissent.`,
		noRoom: (one, other) =>
			`${one} et ${other} n’ont pas pu être séparés : trop peu de groupes pour toutes les règles.`,
	},
}

/**
 * Describes in one sentence why a mix could not satisfy a pair. `names` are the names of the two
 * people.
 */
export function describeUnmetPair(
	reason: UnmetPair['reason'],
	names: readonly [string, string],
	locale: Locale,
): string {
	return SENTENCES[locale][reason](...names)
}

const LACKING: Record<Locale, (groups: number) => string> = {
	en: (n) => (n === 1 ? 'One group has no interpreter.' : `${n} groups have no interpreter.`),
	'zh-CN': (n) => `有 ${n} 个小组没有翻译。`,
	es: (n) => (n === 1 ? 'Un grupo no tiene intérprete.' : `${n} grupos no tienen intérprete.`),
	fr: (n) => (n === 1 ? 'Un groupe n’a pas d’interprète.' : `${n} groupes n’ont pas d’interprète.`),
}

/** Says how many groups of a mix lack an interpreter (GROUP5). */
export function describeLackingTables(groups: number, locale: Locale): string {
	return LACKING[locale](groups)
}

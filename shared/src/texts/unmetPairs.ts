import type { UnmetPair } from '../domain/groups/mixBlocks.ts'
import type { Locale } from '../domain/locales.ts'

type Sentence = (one: string, other: string) => string

const SENTENCES: Record<Locale, Record<UnmetPair['reason'], Sentence>> = {
	en: {
		absent: (one, other) => `${one} and ${other}: one of the two is not here.`,
		together: (one, other) => `${one} and ${other} cannot be kept apart, since other pairs bind them together.`,
		noRoom: (one, other) =>
			`${one} and ${other} could not be kept apart: there are too few groups for all these wishes.`,
	},
	'zh-CN': {
		absent: (one, other) => `${one}和${other}：两人中有一人不在场。`,
		together: (one, other) => `无法把${one}和${other}分开，因为其他固定搭档把他们连在了一起。`,
		noRoom: (one, other) => `没能把${one}和${other}分开：小组太少，无法满足所有要求。`,
	},
	es: {
		absent: (one, other) => `${one} y ${other}: una de las dos personas no está.`,
		together: (one, other) => `No se puede separar a ${one} y ${other}: otras parejas fijas los mantienen juntos.`,
		noRoom: (one, other) => `No se pudo separar a ${one} y ${other}: hay pocos grupos para tantos deseos.`,
	},
	fr: {
		absent: (one, other) => `${one} et ${other} : l’une des deux personnes n’est pas là.`,
		together: (one, other) => `${one} et ${other} ne peuvent être séparés : d’autres duos fixes les réunissent.`,
		noRoom: (one, other) =>
			`${one} et ${other} n’ont pas pu être séparés : trop peu de groupes pour tous ces souhaits.`,
	},
}

/** Says which pair's wish a mix does not meet, and why, in one sentence. `names` are those of the pair. */
export function describeUnmetPair(
	reason: UnmetPair['reason'],
	names: readonly [string, string],
	locale: Locale,
): string {
	return SENTENCES[locale][reason](...names)
}

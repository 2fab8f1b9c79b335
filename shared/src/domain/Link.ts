import type { CardKind } from './Card.ts'

/** What a link says: `from` *meaning* `to`, e.g. solution *addresses* obstacle. */
export const LINK_MEANINGS = ['faces', 'causes', 'addresses', 'enables', 'carriesOut', 'relatesTo'] as const
export type LinkMeaning = (typeof LINK_MEANINGS)[number]

/** An arrow from one card to another. `from` and `to` are card ids. */
export interface Link {
	id: string
	from: string
	to: string
	meaning: LinkMeaning
}

const MEANING_BY_KINDS: Partial<Record<`${CardKind}>${CardKind}`, LinkMeaning>> = {
	'case>obstacle': 'faces',
	'obstacle>obstacle': 'causes',
	'solution>obstacle': 'addresses',
	'resource>solution': 'enables',
	'action>solution': 'carriesOut',
}

/** The meaning of a link that follows from the kinds of its two cards. */
export function meaningOf(from: CardKind, to: CardKind): LinkMeaning {
	return MEANING_BY_KINDS[`${from}>${to}`] ?? 'relatesTo'
}

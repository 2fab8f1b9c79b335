import type { CardKind } from '@charrette/shared'
import { meaningOf } from '@charrette/shared'

/** A card as far as a link minds it. */
interface End {
	id: string
	kind: CardKind
}

/** Which way a link of two cards goes: from the first to the second, unless only the other way round says something. */
export function linkEnds(first: End, second: End): { from: string; to: string } {
	const isReverse =
		meaningOf(first.kind, second.kind) === 'relatesTo' && meaningOf(second.kind, first.kind) !== 'relatesTo'
	return isReverse ? { from: second.id, to: first.id } : { from: first.id, to: second.id }
}

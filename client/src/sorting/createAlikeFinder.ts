import { type Feature, featuresOf } from './cardFeatures.ts'
import { findAlike } from './findSame.ts'
import type { Lexicon } from './lexicon.ts'
import type { SortedText } from './sortCards.ts'

/** A text that somebody writes, and the cards with which it is compared. */
export interface AlikeRequest {
	text: string
	cards: readonly SortedText[]
}

/**
 * Returns a function that finds the cards that say nearly the same as a text, by their ids, the
 * most alike first. It remembers the features of the texts of its last call, since few of them
 * change between two calls.
 */
export function createAlikeFinder(lexicon: Lexicon | null): (request: AlikeRequest) => string[] {
	let known = new Map<string, Feature[]>()
	return ({ text, cards }) => {
		const used = new Map<string, Feature[]>()
		const read = (one: string) => {
			const features = known.get(one) ?? featuresOf(one, lexicon)
			used.set(one, features)
			return features
		}
		const found = findAlike(
			read(text),
			cards.map((card) => read(card.text)),
		)
		known = used
		return found.flatMap((at) => cards[at]?.id ?? [])
	}
}

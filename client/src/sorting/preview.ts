import type { SortResult, Suggestion } from './sortCards.ts'

/** Names a suggestion in the preview; `OUTSIDE` for the cards that are in none. */
export type SuggestionKey = string
export const OUTSIDE: SuggestionKey = 'outside'

/** A suggestion in the preview, which a person changes before anything is written (SORT3). */
export interface PreviewedSuggestion extends Suggestion {
	key: SuggestionKey
	/** Whether the host's language model has suggested the name (MODEL2). */
	isNamedByModel?: boolean
}

export interface Preview {
	suggestions: PreviewedSuggestion[]
	/** Cards that are like no others, or that a person has taken out. */
	outside: string[]
}

/** Returns the preview of suggestions for these cards. */
export function startPreview({ suggestions }: SortResult, cards: readonly string[]): Preview {
	const placed = new Set(suggestions.flatMap((one) => one.cards))
	return {
		suggestions: suggestions.map((one, at) => ({ ...one, key: `s${at}` })),
		outside: cards.filter((card) => !placed.has(card)),
	}
}

/** Moves a card into another suggestion, or out of all. */
export function moveCard({ suggestions, outside }: Preview, card: string, to: SuggestionKey): Preview {
	const without = (cards: readonly string[]) => cards.filter((one) => one !== card)
	return {
		suggestions: suggestions.map((one) => ({
			...one,
			cards: one.key === to ? [...without(one.cards), card] : without(one.cards),
		})),
		outside: to === OUTSIDE ? [...without(outside), card] : without(outside),
	}
}

export function renameSuggestion(preview: Preview, key: SuggestionKey, name: string): Preview {
	return {
		...preview,
		suggestions: preview.suggestions.map((one) => (one.key === key ? { ...one, name, isNamedByModel: false } : one)),
	}
}

/** Removes suggestions. Their cards are outside, unless the suggestions are accepted. */
export function removeSuggestions(
	{ suggestions, outside }: Preview,
	keys: ReadonlySet<SuggestionKey>,
	{ areAccepted }: { areAccepted: boolean },
): Preview {
	const removed = suggestions.filter(({ key }) => keys.has(key))
	return {
		suggestions: suggestions.filter(({ key }) => !keys.has(key)),
		outside: areAccepted ? outside : [...outside, ...removed.flatMap(({ cards }) => cards)],
	}
}

/** Leaves out cards that can no longer be moved, and suggestions without cards. */
export function keepLoose({ suggestions, outside }: Preview, isLoose: (card: string) => boolean): Preview {
	return {
		suggestions: suggestions
			.map((one) => ({ ...one, cards: one.cards.filter(isLoose) }))
			.filter(({ cards }) => cards.length > 0),
		outside: outside.filter(isLoose),
	}
}

import type { Card } from './Card.ts'
import { foldText } from './foldText.ts'

/**
 * The cards that hold every word of what was typed, in their text, their city or their author's name; the case and the
 * accents don't count, and a word may be found within another one, as it must in Chinese.
 */
export function searchCards(
	cards: readonly Card[],
	typed: string,
	nameOf: (author: string) => string | undefined,
): Card[] {
	const words = foldWidth(typed).split(/\s+/).filter(Boolean)
	if (words.length === 0) return []
	return cards.filter((card) => {
		const author = card.author === undefined ? '' : (nameOf(card.author) ?? '')
		const held = foldWidth(`${card.text}\n${card.city}\n${author}`)
		return words.every((word) => held.includes(word))
	})
}

/** Input methods write letters and digits full width at times; they mean the same. */
function foldWidth(text: string): string {
	return foldText(text.normalize('NFKC'))
}

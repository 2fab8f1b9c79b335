import { type BoardContent, type Card, withJoined } from './BoardContent.ts'
import { foldText } from './locales.ts'
import type { Board } from './Workshop.ts'

/** A board of a session with its cards and links. */
export interface SessionSource {
	board: Pick<Board, 'id' | 'group'>
	content: Pick<BoardContent, 'cards' | 'links'>
}

type Identified = Pick<Card, 'id' | 'kind' | 'text'>

/** An index of cards that may have copies on other boards. */
export interface Originals<Original> {
	add(card: Identified, original: Original): void
	/** Returns the originals of a copy; empty if the card is not a copy. */
	of(card: Identified): readonly Original[]
}

/**
 * Creates an index that finds the originals of copies. A copy has the same id as its original, or
 * the same kind and text, ignoring case and accents (FAN5d). A card without text is identified by
 * its id alone.
 */
export function createOriginals<Original>(): Originals<Original> {
	const byKey = new Map<string, Original[]>()
	const keysOf = ({ id, kind, text }: Identified) => [
		`id ${id}`,
		...(text.trim() === '' ? [] : [`${kind} ${foldText(text)}`]),
	]
	return {
		add(card, original) {
			for (const key of keysOf(card)) {
				const known = byKey.get(key)
				if (known) known.push(original)
				else byKey.set(key, [original])
			}
		},
		of(card) {
			for (const key of keysOf(card)) {
				const known = byKey.get(key)
				if (known) return known
			}
			return []
		},
	}
}

/**
 * Splits the boards of a session into the boards of groups, which have no copies, and the others
 * (the plenary board, restored boards and imported ones), whose cards may be copies of cards on the
 * boards before them.
 */
export function splitSources<Source extends SessionSource>(sources: readonly Source[]): [Source[], Source[]] {
	const ofGroup = ({ board }: Source) => board.group !== null
	return [sources.filter(ofGroup), sources.filter((source) => !ofGroup(source))]
}

/**
 * Returns the cards of a session, each once, and the number of copies that were left out (FAN5d).
 */
export function sessionCards(sources: readonly SessionSource[]): { cards: Card[]; copies: number } {
	const [ofGroups, others] = splitSources(sources)
	const originals = createOriginals<Card>()
	const cards: Card[] = []
	let copies = 0
	const take = (added: readonly Card[]) => {
		// A copy of a joined card is one of its head, too.
		for (const card of added) for (const one of withJoined([card])) originals.add(one, card)
		for (const card of added) cards.push(card)
	}
	for (const { content } of ofGroups) take(content.cards)
	for (const { content } of others) {
		const added = content.cards.filter((card) => originals.of(card).length === 0)
		copies += content.cards.length - added.length
		take(added)
	}
	return { cards, copies }
}

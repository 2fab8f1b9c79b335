import { type Computed, computed, type Editor, WeakCache } from '@tldraw/tldraw'
import { contentOf } from '../contentOf.ts'
import { passingCards } from './filterOf.ts'
import { foundCards, searchOf } from './searchOf.ts'

const dimmed = new WeakCache<Editor, Computed<ReadonlySet<string> | null>>()

/**
 * What steps back on the board, by id: the cards that are not looked for, the links that touch one of them, and the
 * clusters that hold nothing else. Null while nothing is looked for. While one searches, the filter rests.
 */
export function dimmedOf(editor: Editor): ReadonlySet<string> | null {
	const found = dimmed.get(editor, () =>
		computed('dimmed', () => {
			const wanted = searchOf(editor).get()?.typed ? new Set<string>(foundCards(editor)) : passingCards(editor)
			if (!wanted || (wanted.size === 0 && searchOf(editor).get())) return null
			const { cards, links, clusters } = contentOf(editor).get()
			const back = new Set(cards.map((card) => card.id).filter((id) => !wanted.has(id)))
			const backLinks = links.filter(({ from, to }) => back.has(from) || back.has(to))
			const backClusters = clusters.filter((cluster) => cluster.cards.every((card) => back.has(card)))
			return new Set([...back, ...backLinks.map((link) => link.id), ...backClusters.map((cluster) => cluster.id)])
		}),
	)
	return found.get()
}

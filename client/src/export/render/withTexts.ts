import type { BoardContent } from '@charrette/shared'
import type { ShownTexts } from '../../canvas/render/ShownTexts.ts'

/** Returns a board's content with these texts of cards and clusters (EXP10). */
export function withTexts(content: BoardContent, texts: ShownTexts | undefined): BoardContent {
	const shown = (id: string, text: string) => texts?.get(id)?.join('\n') ?? text
	const cards = content.cards.map((card) => ({ ...card, text: shown(card.id, card.text) }))
	const clusters = content.clusters.map((cluster) => ({ ...cluster, title: shown(cluster.id, cluster.title) }))
	return { ...content, cards, clusters }
}

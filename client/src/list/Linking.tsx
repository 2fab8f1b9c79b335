import type { BoardContent, Card } from '@charrette/shared'
import { LinkPicker } from './LinkPicker.tsx'
import { useList } from './ListContext.ts'

interface LinkingProps {
	/** The card that is to be linked. */
	card: string
	content: BoardContent
	onDone: () => void
}

/** The choice of a card to link this one with, and the link that comes of it. */
export function Linking({ card: id, content, onDone }: LinkingProps) {
	const { edits, goTo } = useList()
	const card = content.cards.find((found) => found.id === id)
	const end = () => {
		onDone()
		goTo(id)
	}
	const onPick = (other: string) => {
		edits.link(id, other)
		end()
	}
	return card ? <LinkPicker card={card} others={linkable(card, content)} onPick={onPick} onClose={end} /> : null
}

/** The cards that say something and are not linked with this one yet. */
function linkable({ id }: Card, { cards, links }: BoardContent): Card[] {
	const linked = new Set(links.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])))
	return cards.filter((card) => card.id !== id && card.text !== '' && !linked.has(card.id))
}

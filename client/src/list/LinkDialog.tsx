import type { BoardContent } from '@charrette/shared'
import { CardPicker, linkableCards } from '../boardParts/search/CardPicker.tsx'
import { useListContext } from './ListContext.ts'

export interface LinkDialogProps {
	/** The id of the card to link. */
	card: string
	content: BoardContent
	onClose: () => void
}

/** Links a card to another card that the person chooses in a dialog. */
export function LinkDialog({ card: id, content, onClose }: LinkDialogProps) {
	const { edits, goTo } = useListContext()
	const card = content.cards.find((candidate) => candidate.id === id)
	const close = () => {
		onClose()
		goTo(id)
	}
	const onPick = (other: string) => {
		edits.link(id, other)
		close()
	}
	return card ? <CardPicker card={card} others={linkableCards(card, content)} onPick={onPick} onClose={close} /> : null
}

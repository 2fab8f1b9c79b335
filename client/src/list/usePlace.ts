import type { Card } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import type { Place } from '../workshop/boardView.ts'
import type { ListFocus } from './useListFocus.ts'

/** Opens the list where one was in the board's other view, and tells that view where one is. */
export function usePlace(place: Place, cards: readonly Card[], { current, moves }: ListFocus): void {
	const first = useRef(cards)
	useEffect(() => {
		const card = first.current.find(({ id }) => id === place.current)
		if (!card) return
		// Who was about to write goes on writing.
		if (card.text === '') moves.write(card.id)
		else moves.goTo(card.id)
	}, [place, moves])
	useEffect(() => {
		if (current) place.current = current
	}, [place, current])
}

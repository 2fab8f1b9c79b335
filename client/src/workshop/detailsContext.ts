import type { CardKind } from '@charrette/shared'
import { createContext, useContext } from 'react'

/** Opens the details of a card; null where there are none, as on the projector. */
export const DetailsContext = createContext<((card: string) => void) | null>(null)

export function useOpenDetails(): ((card: string) => void) | null {
	return useContext(DetailsContext)
}

/** A card for which others may have written something alike. */
interface ComparedCard {
	id: string
	kind: CardKind
}

/** Shows what others wrote about the same as a card; null where nobody else sees the card, as in private writing. */
export const SimilarContext = createContext<((card: ComparedCard) => void) | null>(null)

/** Shows what others wrote about the same as this obstacle or solution (SIMILAR1); null for cards of other kinds. */
export function useOpenSimilar(card: ComparedCard | null): (() => void) | null {
	const open = useContext(SimilarContext)
	const isCompared = card?.kind === 'obstacle' || card?.kind === 'solution'
	return open && card && isCompared ? () => open(card) : null
}

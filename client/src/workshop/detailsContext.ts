import type { CardKind, Workshop } from '@charrette/shared'
import { createContext, useContext } from 'react'

/** Opens the details of a card; null if they cannot be opened, as on the projector. */
export const DetailsContext = createContext<((card: string) => void) | null>(null)

export function useOpenDetails(): ((card: string) => void) | null {
	return useContext(DetailsContext)
}

/**
 * Sends cards and clusters of this board to the plenary board (PLEN1); null if this person cannot.
 */
export const PlenaryContext = createContext<((shapes: readonly string[]) => void) | null>(null)

export function useSendShapes(): ((shapes: readonly string[]) => void) | null {
	return useContext(PlenaryContext)
}

/** The workshop, whose other boards are searched from an open one (SEARCH1). */
export const SearchedWorkshopContext = createContext<Workshop | null>(null)

export function useSearchedWorkshop(): Workshop {
	const workshop = useContext(SearchedWorkshopContext)
	if (!workshop) throw new Error('there is no workshop around this component')
	return workshop
}

/** A card that is compared with the cards of others. */
interface ComparedCard {
	id: string
	kind: CardKind
}

/**
 * Shows cards of others that are similar to a card; null if no other person sees the card, as in
 * private writing.
 */
export const SimilarContext = createContext<((card: ComparedCard) => void) | null>(null)

/**
 * Returns a function that shows cards of others similar to this obstacle or solution (SIMILAR1).
 * Null for cards of other kinds.
 */
export function useOpenSimilar(card: ComparedCard | null): (() => void) | null {
	const open = useContext(SimilarContext)
	const isCompared = card?.kind === 'obstacle' || card?.kind === 'solution'
	return open && card && isCompared ? () => open(card) : null
}

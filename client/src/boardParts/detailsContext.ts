import type { CardKind } from '@charrette/shared'
import { createContext, useContext } from 'react'

/** Opens the details of a card; null if they cannot be opened, as on the projector. */
export const DetailsContext = createContext<((card: string) => void) | null>(null)

export function useOpenDetails(): ((card: string) => void) | null {
	return useContext(DetailsContext)
}

/** Opens the document of a card in the reader (CASE4); null where there is no reader. */
export const DocumentContext = createContext<((card: string) => void) | null>(null)

/** Opens the translation of a card (READ5); null for the language that is probably wanted. */
type OpenTranslation = (card: string, locale: string | null) => void
export const TranslationContext = createContext<OpenTranslation | null>(null)

export function useOpenTranslation(): OpenTranslation | null {
	return useContext(TranslationContext)
}

/**
 * Sends cards and clusters of this board to the plenary board (PLEN1); null if this person cannot.
 */
export const PlenaryContext = createContext<((shapes: readonly string[]) => void) | null>(null)

export function useSendShapes(): ((shapes: readonly string[]) => void) | null {
	return useContext(PlenaryContext)
}

/** Suggests clusters for these shapes, or for all cards (null); null if this person cannot edit. */
export const SortingContext = createContext<((selected: readonly string[] | null) => void) | null>(null)

export function useSuggestClusters(): ((selected: readonly string[] | null) => void) | null {
	return useContext(SortingContext)
}

/** Reads the paper notes in a photo on the board (PAPER1); null if this person cannot edit. */
export const PaperNotesContext = createContext<((photo: string) => void) | null>(null)

export function useReadNotes(): ((photo: string) => void) | null {
	return useContext(PaperNotesContext)
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

/** Begins a practice from a solution; null if this person cannot, or nobody else sees the card. */
export const ShareContext = createContext<((card: string) => void) | null>(null)

/** Returns a function that shares this solution with other cities; null for other cards. */
export function useShareCard(card: ComparedCard | null): (() => void) | null {
	const share = useContext(ShareContext)
	return share && card?.kind === 'solution' ? () => share(card.id) : null
}

/** Returns the label of `useOpenSimilar` for a card: obstacles ask other cities. */
export function similarLabel(kind: CardKind | undefined): 'menu.similar' | 'menu.otherCities' {
	return kind === 'obstacle' ? 'menu.otherCities' : 'menu.similar'
}

/**
 * Returns a function that shows cards of others similar to this obstacle or solution (SIMILAR1).
 * Null for cards of other kinds.
 */
export function useOpenSimilar(card: ComparedCard | null): (() => void) | null {
	const open = useContext(SimilarContext)
	const isCompared = card?.kind === 'obstacle' || card?.kind === 'solution'
	return open && card && isCompared ? () => open(card) : null
}

import type { CardKind } from '@charrette/shared'
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Readable } from '../session/cell.ts'
import { type CardVote, type VoteStand, voteOn } from './Vote.ts'

/** The votes on the board that is open; the same object for as long as it is. */
export interface Votes {
	stand: Readable<VoteStand>
	/** Sets how many dots this person has on a card. What the server refuses is taken back, and said. */
	give(card: string, count: number): void
}

export const VoteContext = createContext<Votes | null>(null)

const NEVER = { get: () => null, subscribe: () => () => {} }

/** The votes on the board around this component; null where there is none. */
export function useVotes(): Votes | null {
	return useContext(VoteContext)
}

/** How the votes stand; null where there are none. */
export function useVoteStand(): VoteStand | null {
	const stand = useVotes()?.stand ?? NEVER
	return useSyncExternalStore<VoteStand | null>(stand.subscribe, stand.get)
}

/** What the votes do to one card. The card is drawn anew when that changes, not with every dot elsewhere. */
export function useCardVote(card: string, kind: CardKind): CardVote | null {
	const stand = useVotes()?.stand ?? NEVER
	const told = useSyncExternalStore(stand.subscribe, () => {
		const now = stand.get()
		return now && JSON.stringify(voteOn(now, card, kind))
	})
	return useMemo(() => (told === null ? null : (JSON.parse(told) as CardVote | null)), [told])
}

import type { CardDots, Records } from '@charrette/shared'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { createObservable } from '../connection/observable.ts'
import { dotsAtHeads, dotsToSet, headsOfDots } from './joinedDots.ts'
import { VoteContext, type Votes } from './useBoardVotes.ts'
import type { VoteState } from './voteState.ts'

interface JoinedVotesProps {
	votes: Votes
	records: Records
	children: ReactNode
}

/** The votes on an open document; this person's dots on joined cards are at the heads (JOIN3a). */
export function JoinedVotes({ votes, records, children }: JoinedVotesProps) {
	const [state] = useState(() => createObservable(atHeads(votes.state.get(), records)))
	useEffect(() => {
		let [last, lastHeads] = [votes.state.get(), '']
		const update = () => {
			const now = votes.state.get()
			// Each keystroke changes records, but each new state is read by every card.
			const heads = JSON.stringify([...headsIn(now, records)])
			if (now === last && heads === lastHeads) return
			;[last, lastHeads] = [now, heads]
			state.set(atHeads(now, records))
		}
		update()
		const unsubscribe = votes.state.subscribe(update)
		records.observeDeep(update)
		return () => {
			unsubscribe()
			records.unobserveDeep(update)
		}
	}, [votes, records, state])
	const joined = useMemo<Votes>(() => {
		const give = (card: string, count: number) => {
			const now = votes.state.get()
			const dots: CardDots = { board: now.board, card, count }
			for (const one of now.ballot ? dotsToSet(now.ballot, dots, headsIn(now, records)) : [dots])
				votes.give(one.card, one.count)
		}
		return { state, give }
	}, [votes, records, state])
	return <VoteContext value={joined}>{children}</VoteContext>
}

function headsIn({ ballot, board }: VoteState, records: Records): ReadonlyMap<string, string> {
	return headsOfDots(ballot?.dots ?? [], { board, records })
}

function atHeads(state: VoteState, records: Records): VoteState {
	const heads = headsIn(state, records)
	return state.ballot && heads.size > 0 ? { ...state, ballot: dotsAtHeads(state.ballot, state.board, heads) } : state
}

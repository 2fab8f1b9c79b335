import type { BoardId, FoundCard, FoundCards } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fetchFoundCards } from '../../connection/api/workshops.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { type FailureCode, failureOf } from '../../connection/http.ts'
import { useOwnLanguage } from '../../reading/useReading.tsx'

/** Time without a keystroke until the server is asked (SEARCH3). */
const PAUSE_MS = 250

/** Returns a key that no other result has: a copy has the id of its card. */
export const keyOf = ({ board, card }: Pick<FoundCard, 'board' | 'card'>): string => `${board} ${card}`

export interface FoundCardsState {
	/** The newest result; null before the first, and while the query is empty. */
	found: FoundCards | null
	/** Whether an answer to the newest query is missing. */
	isSearching: boolean
	failure: FailureCode | null
}

/** Searches the cards of all boards, without those of the board `except` (SEARCH1). */
export function useFoundCards(credentials: Credentials, typed: string, except: BoardId | null): FoundCardsState {
	const wanted = typed.trim().slice(0, LIMITS.maxQueryLength)
	const query = usePaused(wanted)
	const isEmpty = wanted === ''
	const to = useOwnLanguage()
	const { data, error, isFetching } = useQuery({
		queryKey: ['found cards', credentials.workshop, except, to, query],
		queryFn: ({ signal }) => fetchFoundCards(credentials, { query, except, to, signal }),
		enabled: query !== '' && !isEmpty,
		placeholderData: keepPreviousData,
		gcTime: 0,
	})
	return {
		found: isEmpty ? null : (data ?? null),
		isSearching: !isEmpty && (isFetching || query !== wanted),
		failure: error && !isEmpty ? failureOf(error) : null,
	}
}

/** Returns a value once it has not changed for a while. */
function usePaused(value: string): string {
	const [paused, setPaused] = useState(value)
	useEffect(() => {
		const timer = setTimeout(() => setPaused(value), PAUSE_MS)
		return () => clearTimeout(timer)
	}, [value])
	return paused
}

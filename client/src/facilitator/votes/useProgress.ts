import type { RoundId, VoteProgress } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import type { Credentials } from '../../session/credentials.ts'
import { fetchProgress } from '../../session/votes.ts'

/** Ballots of a full hall come at once; the counts are asked for no more often than this. */
const GATHER_MS = 400

/** How many have voted, asked for anew after `news` has changed; null until it is known. */
export function useProgress(credentials: Credentials, round: RoundId, news: string): VoteProgress | null {
	const [progress, setProgress] = useState<VoteProgress | null>(null)
	const asked = useRef<string | null>(null)
	const wait = useRef<ReturnType<typeof setTimeout>>(undefined)
	useEffect(() => {
		if (asked.current === news || wait.current !== undefined) return
		asked.current = news
		wait.current = setTimeout(() => {
			wait.current = undefined
			// Without an answer the last counts stay; the next news asks again.
			fetchProgress(credentials, round).then(setProgress, () => {})
		}, GATHER_MS)
	}, [credentials, round, news])
	useEffect(() => {
		return () => {
			clearTimeout(wait.current)
			wait.current = undefined
			asked.current = null
		}
	}, [])
	return progress
}

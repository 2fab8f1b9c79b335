import type { RoundId, VoteResult } from '@charrette/shared'
import { useEffect, useState } from 'react'
import type { Credentials } from '../session/credentials.ts'
import { fetchResult } from '../session/votes.ts'

const RETRY_MS = 5000

/** How this vote ended; null until that is here. A call that fails is made again, for as long as it is wanted. */
export function useVoteResult(credentials: Credentials, round: RoundId | null): VoteResult | null {
	const [result, setResult] = useState<VoteResult | null>(null)
	useEffect(() => {
		if (!round) return
		let isWanted = true
		let timer: ReturnType<typeof setTimeout> | undefined
		const ask = () =>
			fetchResult(credentials, round).then(
				(found) => isWanted && setResult(found),
				() => {
					if (isWanted) timer = setTimeout(ask, RETRY_MS)
				},
			)
		ask()
		return () => {
			isWanted = false
			clearTimeout(timer)
		}
	}, [credentials, round])
	return result?.round === round ? result : null
}

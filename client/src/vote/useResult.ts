import type { RoundId, VoteResult, VoteRound } from '@charrette/shared'
import { useEffect, useState } from 'react'
import type { Credentials } from '../session/credentials.ts'
import { fetchResult } from '../session/votes.ts'

/** How a closed round ended; null without one, and until it is here. It is asked for again when the server is back. */
export function useResult(
	credentials: Credentials,
	round: Pick<VoteRound, 'id' | 'closedAt'> | null,
	isLive: boolean,
): VoteResult | null {
	const [result, setResult] = useState<VoteResult | null>(null)
	const id: RoundId | null = round?.id ?? null
	// A round that was opened again and closed has another result.
	const isHere = result !== null && result.round === id && result.closedAt === round?.closedAt
	useEffect(() => {
		if (!id || !isLive || isHere) return
		let isWanted = true
		fetchResult(credentials, id).then(
			(found) => isWanted && setResult(found),
			// A result that cannot be read is shown by nobody; it comes with the next connection.
			() => {},
		)
		return () => {
			isWanted = false
		}
	}, [credentials, id, isLive, isHere])
	return isHere ? result : null
}

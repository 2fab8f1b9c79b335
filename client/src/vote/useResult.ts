import type { RoundId, VoteResult } from '@charrette/shared'
import { useEffect, useState } from 'react'
import type { Credentials } from '../session/credentials.ts'
import { fetchResult } from '../session/votes.ts'

const RETRY_MS = 5000

/** How a closed round ended; null without one, and until it is here. A call that fails is made again, for as long as it is wanted. */
export function useResult(credentials: Credentials, round: RoundId | null): VoteResult | null {
	const [result, setResult] = useState<VoteResult | null>(null)
	const isHere = result !== null && result.round === round
	useEffect(() => {
		if (!round || isHere) return
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
	}, [credentials, round, isHere])
	return isHere ? result : null
}

import { type Invitation, type JoinCode, parseJoinCode } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { type FailureCode, failureOf, fetchInvitation } from '../session/api.ts'

/** What is known of the workshop behind a typed code. */
export type InvitationState =
	| { state: 'none' }
	| { state: 'looking'; code: JoinCode }
	| { state: 'found'; code: JoinCode; invitation: Invitation }
	| { state: 'failed'; code: JoinCode; failure: FailureCode }

const RETRY_MS = 3000

/** Looks a workshop up as soon as its code is whole; without an answer it asks again. */
export function useInvitation(typed: string): InvitationState {
	const code = parseJoinCode(typed)
	const [result, setResult] = useState<InvitationState>({ state: 'none' })
	useEffect(() => {
		if (!code) return
		let isWanted = true
		let timer: ReturnType<typeof setTimeout> | undefined
		const look = () =>
			fetchInvitation(code).then(
				(invitation) => isWanted && setResult({ state: 'found', code, invitation }),
				(thrown: unknown) => {
					if (!isWanted) return
					const failure = failureOf(thrown)
					setResult({ state: 'failed', code, failure })
					if (failure === 'offline') timer = setTimeout(look, RETRY_MS)
				},
			)
		look()
		return () => {
			isWanted = false
			clearTimeout(timer)
		}
	}, [code])
	if (!code) return { state: 'none' }
	return result.state !== 'none' && result.code === code ? result : { state: 'looking', code }
}

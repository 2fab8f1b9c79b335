/*
 * The calls that lead into a workshop. They are apart from the other calls, since the join page
 * fetches nothing else.
 */
import type { Invitation, JoinBody, JoinCode, JoinResult, TokenGrant, WorkshopView } from '@charrette/shared'
import type { Credentials } from './credentials.ts'
import { callJson } from './http.ts'

/** The public details of a workshop, for anyone with its join code. */
export function fetchInvitation(code: JoinCode): Promise<Invitation> {
	return callJson(`/api/join/${code}`)
}

export function joinWorkshop(body: JoinBody): Promise<JoinResult> {
	return callJson('/api/join', { body })
}

/** Exchanges a link's secret for a token. */
export function exchangeSecret(secret: string): Promise<TokenGrant> {
	return callJson('/api/token', { body: { secret } })
}

/** The workshop as these credentials may see it. */
export function fetchWorkshop({ workshop, token }: Credentials): Promise<WorkshopView> {
	return callJson(`/api/workshops/${workshop}`, { token })
}

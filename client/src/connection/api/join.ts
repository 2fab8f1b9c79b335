/*
 * The calls with which a person enters a workshop. They are separate from the other calls because
 * the join page needs no others.
 */
import type {
	Invitation,
	JoinBody,
	JoinCode,
	JoinResult,
	Participant,
	TokenGrant,
	WorkshopView,
} from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { callJson, failureOf } from '../http.ts'
import { retryDelayMs } from '../retry.ts'

/**
 * The maximum number of retries, which take at least two minutes: a hall of a thousand people has
 * joined by then.
 */
const MAX_RETRIES_WHEN_BUSY = 120

/** Fetches the public details of a workshop, for anyone with its join code. */
export function fetchInvitation(code: JoinCode): Promise<Invitation> {
	return callJson('/api/join/preview', { body: { code } })
}

/** Joins a workshop. While too many people join at once, the call waits and retries (ACCESS5). */
export async function joinWorkshop(body: JoinBody): Promise<JoinResult> {
	for (let tries = 0; ; tries++) {
		try {
			return await callJson<JoinResult>('/api/join', { body })
		} catch (thrown) {
			// A call that fails with `busy` has not created a participant, so it can be repeated.
			if (failureOf(thrown) !== 'busy' || tries >= MAX_RETRIES_WHEN_BUSY) throw thrown
			await new Promise((resolve) => setTimeout(resolve, retryDelayMs(tries, thrown)))
		}
	}
}

/** Exchanges a link's secret for a token. */
export function exchangeSecret(secret: string): Promise<TokenGrant> {
	return callJson('/api/token', { body: { secret } })
}

/** Corrects the name of the participant with these credentials (PEOPLE3). */
export function renameParticipant({ workshop, token }: Credentials, name: string): Promise<Participant> {
	return callJson(`/api/workshops/${workshop}/name`, { token, body: { name } })
}

/** Fetches the workshop, as far as these credentials may see it. */
export function fetchWorkshop({ workshop, token }: Credentials): Promise<WorkshopView> {
	return callJson(`/api/workshops/${workshop}`, { token })
}

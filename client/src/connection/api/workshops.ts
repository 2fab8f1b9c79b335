import type {
	BoardId,
	CopyWorkshopBody,
	CreatedWorkshop,
	CreateWorkshopBody,
	DeviceLink,
	FoundCards,
	InactiveParticipants,
	KnownWorkshops,
	LastVisits,
	RoleLinks,
} from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { call, callJson } from '../http.ts'

/** Creates a workshop. `hostKey` is needed if the server is configured with one. */
export function createWorkshop(body: CreateWorkshopBody, hostKey?: string): Promise<CreatedWorkshop> {
	return callJson('/api/workshops', { body, ...(hostKey ? { token: hostKey } : {}) })
}

/** Creates a copy of a workshop. `hostKey` is needed if the server is configured with one. */
export function copyWorkshop(body: CopyWorkshopBody, hostKey?: string): Promise<CreatedWorkshop> {
	return callJson('/api/workshops/copies', { body, ...(hostKey ? { token: hostKey } : {}) })
}

/**
 * Fetches the workshops that these tokens open now, at most `LIMITS.maxKnownTokens`, and what has
 * changed there since the last visits.
 */
export function fetchKnown(tokens: readonly string[], visits: readonly (LastVisits | null)[]): Promise<KnownWorkshops> {
	return callJson('/api/workshops/known', { body: { tokens, visits } })
}

/** Creates a link that signs in one more device. The link works once and for a short time. */
export function createDeviceLink({ workshop, token }: Credentials): Promise<DeviceLink> {
	return callJson(`/api/workshops/${workshop}/device-links`, { token, body: {} })
}

/** Fetches the participants who have no card yet. For facilitators. */
export function fetchInactiveParticipants({ workshop, token }: Credentials): Promise<InactiveParticipants> {
	return callJson(`/api/workshops/${workshop}/quiet`, { token })
}

/** Finds cards on all boards of the workshop, without those of the board `except`. */
export function fetchFoundCards(
	{ workshop, token }: Credentials,
	{ query, except, to, signal }: { query: string; except: BoardId | null; to: string | null; signal: AbortSignal },
): Promise<FoundCards> {
	const params = new URLSearchParams({ q: query, ...(except && { except }), ...(to && { to }) })
	return callJson(`/api/workshops/${workshop}/cards?${params}`, { token, signal })
}

/** Fetches the facilitator and projector links of a workshop. For facilitators. */
export function fetchLinks({ workshop, token }: Credentials): Promise<RoleLinks> {
	return callJson(`/api/workshops/${workshop}/links`, { token })
}

/**
 * Deletes a workshop permanently; the practices that it published stay only if `keepsPractices`.
 */
export function deleteWorkshop(
	{ workshop, token }: Credentials,
	{ keepsPractices }: { keepsPractices: boolean },
): Promise<'deleted'> {
	return call(
		`/api/workshops/${workshop}${keepsPractices ? '?practices=keep' : ''}`,
		{ token, method: 'DELETE' },
		async () => 'deleted' as const,
	)
}

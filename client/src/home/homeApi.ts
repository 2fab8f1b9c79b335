import type { CopyWorkshopBody, DeviceLink, KnownWorkshops, Opening, OpenWorkshopResult } from '@charrette/shared'
import type { Credentials } from '../connection/credentials.ts'
import { call, callJson } from '../connection/http.ts'

/** What these tokens open now; at most `LIMITS.maxKnownTokens`. */
export function fetchKnown(tokens: readonly string[]): Promise<KnownWorkshops> {
	return callJson('/api/workshops/known', { body: { tokens } })
}

/** Opens a copy of a workshop. `hostKey` is needed if the server is configured with one. */
export function copyWorkshop(body: CopyWorkshopBody, hostKey?: string): Promise<OpenWorkshopResult> {
	return callJson('/api/workshops/copies', { body, ...(hostKey ? { token: hostKey } : {}) })
}

/** A link that signs one more device in, once and soon. */
export function createDeviceLink({ workshop, token }: Credentials): Promise<DeviceLink> {
	return callJson(`/api/workshops/${workshop}/device-links`, { token, body: {} })
}

/** Whether this browser may open workshops, and who is signed in. */
export function fetchOpening(): Promise<Opening> {
	return callJson('/api/opening')
}

export function signOut(): Promise<'done'> {
	return call('/api/sign-in', { method: 'DELETE' }, async () => 'done' as const)
}

/** Leaves for the provider's page, which leads back to the home page. */
export function beginSignIn(): void {
	location.assign('/api/sign-in')
}

import type { CopyWorkshopBody, CreatedWorkshop, DeviceLink, KnownWorkshops, Opening } from '@charrette/shared'
import type { Credentials } from '../connection/credentials.ts'
import { call, callJson } from '../connection/http.ts'

/** Fetches the workshops that these tokens open now; at most `LIMITS.maxKnownTokens` tokens. */
export function fetchKnown(tokens: readonly string[]): Promise<KnownWorkshops> {
	return callJson('/api/workshops/known', { body: { tokens } })
}

/** Creates a copy of a workshop. `hostKey` is needed if the server is configured with one. */
export function copyWorkshop(body: CopyWorkshopBody, hostKey?: string): Promise<CreatedWorkshop> {
	return callJson('/api/workshops/copies', { body, ...(hostKey ? { token: hostKey } : {}) })
}

/** Creates a link that signs in one more device. The link works once and for a short time. */
export function createDeviceLink({ workshop, token }: Credentials): Promise<DeviceLink> {
	return callJson(`/api/workshops/${workshop}/device-links`, { token, body: {} })
}

/** Fetches whether this browser may create workshops, and who is signed in. */
export function fetchOpening(): Promise<Opening> {
	return callJson('/api/opening')
}

export function signOut(): Promise<'done'> {
	return call('/api/sign-in', { method: 'DELETE' }, async () => 'done' as const)
}

/** Opens the provider's page, which leads back to the home page. */
export function startSignIn(): void {
	location.assign('/api/sign-in')
}

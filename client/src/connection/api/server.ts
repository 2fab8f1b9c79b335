import type { LegalTexts, Locale, Opening, ServerHost, TemplateOffer } from '@charrette/shared'
import { serverPath } from '../basePath.ts'
import { call, callJson } from '../http.ts'

/**
 * `GET /api/client`: facts about the server for every client, with the addresses that reach it,
 * best first.
 */
export interface ClientInfo {
	licenseKey: string | null
	addresses: string[]
	host: ServerHost | null
	/** The languages that a new workshop starts with. */
	locales: Locale[]
	/** Days after its last use until a workshop is deleted; null if workshops are never deleted. */
	retentionDays: number | null
	/** Whether texts of boards can be translated (READ1). */
	translates: boolean
	/** Whether an embedding model compares cards (MODEL1). */
	embeds: boolean
	/** Whether a language model names suggested clusters (MODEL2) and summarises boards (MODEL3). */
	names: boolean
}

export function fetchClientInfo(): Promise<ClientInfo> {
	return callJson('/api/client')
}

/** Fetches the details of the server's host and the privacy text. */
export function fetchLegalTexts(): Promise<LegalTexts> {
	return callJson('/api/legal')
}

/** Fetches the templates that a session can start from. */
export function fetchTemplates(): Promise<{ templates: TemplateOffer[] }> {
	return callJson('/api/templates')
}

/** Fetches whether this browser may create workshops, and who is signed in. */
export function fetchOpening(): Promise<Opening> {
	return callJson('/api/opening')
}

export function signOut(): Promise<'done'> {
	return call('/api/sign-in', { method: 'DELETE' }, async () => 'done' as const)
}

/** Opens the provider's page, which leads back to the home page, or to the page of the host. */
export function startSignIn(page: 'home' | 'host'): void {
	location.assign(serverPath(`/api/sign-in${page === 'host' ? '?page=host' : ''}`))
}

/**
 * Returns the outcome of a failed sign-in from which the server has redirected here. It is removed
 * from the URL, so it is shown only once.
 */
export function takeSignInOutcome(): 'refused' | 'failed' | null {
	const outcome = new URLSearchParams(location.search).get('signIn')
	if (outcome !== 'refused' && outcome !== 'failed') return null
	history.replaceState(history.state, '', location.pathname)
	return outcome
}

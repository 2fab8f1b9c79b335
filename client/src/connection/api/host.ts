import type {
	BlockServerBody,
	FollowedFeeds,
	HostBackups,
	HostMachine,
	HostPractices,
	HostQuestions,
	HostReports,
	HostServers,
	HostSession,
	HostSettingsBody,
	HostSettingsView,
	HostTranslation,
	HostTranslationTest,
	HostUsage,
	HostWaiting,
	HostWebhook,
	HostWorkshop,
	HostWorkshops,
	HostWorkshopsQuery,
	Practice,
	PracticeId,
	ReportId,
	TrustBody,
	WaitingPractice,
	WebhookDelivery,
	WorkshopId,
} from '@charrette/shared'
import { tabStore } from '../browserStorage.ts'
import { fetchFile, type NamedFile } from '../fileTransfer.ts'
import { ApiError, type CallOptions, call, callJson, FILE_ANSWER_MS, failureOf } from '../http.ts'
import { createObservable } from '../observable.ts'
import { TAB_KEYS } from '../storageKeys.ts'

/*
 * The calls of the host's page. The host key itself is not stored: it is exchanged for a token,
 * which stays in this tab and expires after a working day.
 */

/** The host's token in this tab; empty if the host is not signed in. */
const token = createObservable(tabStore.read(TAB_KEYS.host) ?? '')
export const hostToken: Pick<typeof token, 'get' | 'subscribe'> = token

function keepToken(value: string): void {
	if (value) tabStore.write(TAB_KEYS.host, value)
	else tabStore.remove(TAB_KEYS.host)
	token.set(value)
}

/** Whether the host is signed in; `off` on a server without a host key. */
export type HostState = 'signedIn' | 'signedOut' | 'off'

/** Asks the server whether the token is valid: the server may have another host key by now. */
export async function checkSession(): Promise<HostState> {
	try {
		await withSession(() => call('/api/host/session', withToken(), async () => null))
		return 'signedIn'
	} catch (thrown) {
		const failure = failureOf(thrown)
		if (failure === 'host_key_needed') return 'signedOut'
		if (failure === 'not_found') return 'off'
		throw thrown
	}
}

/** Exchanges the host's key for a token. */
export async function signIn(key: string): Promise<void> {
	const session = await callJson<HostSession>('/api/host/session', { body: { key } })
	keepToken(session.token)
}

/** Exchanges the sign-in of a person with the role of a host for a token (OIDC5). */
export async function signInByRole(): Promise<void> {
	keepToken((await callJson<HostSession>('/api/sign-in/host', { body: {} })).token)
}

export function signOut(): void {
	keepToken('')
}

/** Runs a call. An expired token is removed, and the page asks for the host key again. */
async function withSession<Answer>(run: () => Promise<Answer>): Promise<Answer> {
	try {
		return await run()
	} catch (thrown) {
		if (thrown instanceof ApiError && thrown.code === 'host_key_needed') keepToken('')
		throw thrown
	}
}

function withToken(options: CallOptions = {}): CallOptions {
	return { ...options, ...(token.get() && { token: token.get() }) }
}

const callHost = <Answer>(path: string, options?: CallOptions) =>
	withSession(() => callJson<Answer>(`/api/host/${path}`, withToken(options)))

export type WorkshopSearch = Pick<HostWorkshopsQuery, 'q' | 'sort' | 'order'>

/** Fetches a page of the matching workshops; `after` is the `next` of the previous page. */
export function fetchHostWorkshops(search: WorkshopSearch, after: string | null): Promise<HostWorkshops> {
	return callHost(`workshops?${new URLSearchParams({ ...search, ...(after ? { after } : {}) })}`)
}

/** Closes a workshop, so that it cannot be changed, or opens it again. */
export async function setWorkshopClosed(id: WorkshopId, isClosed: boolean): Promise<HostWorkshop> {
	const action = isClosed ? 'close' : 'open'
	return (await callHost<{ workshop: HostWorkshop }>(`workshops/${id}/${action}`, { body: {} })).workshop
}

/** Restarts the time after which an unused workshop is deleted. */
export async function keepWorkshop(id: WorkshopId): Promise<HostWorkshop> {
	return (await callHost<{ workshop: HostWorkshop }>(`workshops/${id}/keep`, { body: {} })).workshop
}

/** Permits the deletion of unused workshops that are most of all (HOST10d). */
export function confirmMassDeletion(): Promise<true> {
	const options = withToken({ body: {} })
	return withSession(() => call('/api/host/retention/confirm', options, async () => true as const))
}

/** Creates an additional facilitator link for a workshop. */
export async function createFacilitatorLink(id: WorkshopId): Promise<string> {
	return (await callHost<{ link: string }>(`workshops/${id}/links`, { body: {} })).link
}

/** Fetches all boards of a workshop in one file. */
export function fetchWorkshopArchive(id: WorkshopId, query: { locale: string; zone: string }): Promise<NamedFile> {
	const path = `/api/host/workshops/${id}/pack?${new URLSearchParams(query)}`
	return withSession(() => fetchFile(path, { token: token.get() }, { fallbackName: 'workshop.zip' }))
}

/** Erases a workshop permanently. The server checks the title. */
export function eraseWorkshop(id: WorkshopId, title: string): Promise<true> {
	// The server needs time to look for images that are shown elsewhere too, and to clean up its
	// files.
	const options = withToken({ method: 'DELETE', body: { title }, answerMs: FILE_ANSWER_MS })
	return withSession(() => call(`/api/host/workshops/${id}`, options, async () => true as const))
}

/** Fetches the current state of the server's machine. */
export function fetchMachine(): Promise<HostMachine> {
	return callHost('machine')
}

/** Fetches the backups that the server makes automatically. */
export function fetchBackups(): Promise<HostBackups> {
	return callHost('backups')
}

/** Starts a backup, unless one is running. */
export function startBackup(): Promise<true> {
	const options = withToken({ body: {} })
	return withSession(() => call('/api/host/backups', options, async () => true as const))
}

/** Fetches today's figures of the translator. */
export function fetchTranslation(): Promise<{ translation: HostTranslation | null }> {
	return callHost('translation')
}

/** Has the translator translate a sentence, which may take a minute. */
export function testTranslation(): Promise<HostTranslationTest> {
	const options = withToken({ body: {}, answerMs: FILE_ANSWER_MS })
	return withSession(() => callJson('/api/host/translation/test', options))
}

/** Fetches the last deliveries to the webhook. */
export function fetchWebhook(): Promise<{ webhook: HostWebhook | null }> {
	return callHost('webhook')
}

/** Sends a test to the webhook. */
export function testWebhook(): Promise<{ delivery: WebhookDelivery }> {
	return callHost('webhook/test', { body: {} })
}

/** Fetches the usage by day. */
export function fetchUsage(): Promise<HostUsage> {
	return callHost('usage')
}

export function fetchSettings(): Promise<HostSettingsView> {
	return callHost('settings')
}

/** Saves these fields; the others stay as other people save them. */
export function saveSettings(changed: HostSettingsBody): Promise<HostSettingsView> {
	return callHost('settings', { body: changed })
}

/** Replaces the logo of the organisation. */
export function saveLogo(file: Blob): Promise<HostSettingsView> {
	return callHost('logo', { file, answerMs: FILE_ANSWER_MS })
}

export function removeLogo(): Promise<HostSettingsView> {
	return callHost('logo', { method: 'DELETE' })
}

/** Fetches the numbers of practices and reports that wait for the host. */
export function fetchWaiting(): Promise<HostWaiting> {
	return callHost('waiting')
}

export function fetchHostPractices(): Promise<HostPractices> {
	return callHost('practices')
}

/** Fetches a practice that waits for the host, as it would be published now. */
export function fetchWaitingPractice(id: PracticeId): Promise<WaitingPractice> {
	return callHost(`practices/${id}`)
}

/** Publishes a practice for everybody, if it still is as the host has read it. */
export function releasePractice(id: PracticeId, print: string): Promise<{ practice: Practice }> {
	return callHost(`practices/${id}/publish`, { body: { print } })
}

export function refusePractice(id: PracticeId, reason: string): Promise<{ practice: Practice }> {
	return callHost(`practices/${id}/refuse`, { body: { reason } })
}

/** Withdraws a practice of this server, or blocks one of another server. */
export function removePractice(id: PracticeId, reason: string): Promise<true> {
	const options = withToken({ body: { reason } })
	return withSession(() => call(`/api/host/practices/${id}/withdraw`, options, async () => true as const))
}

/** Allows a blocked practice to arrive again. */
export function allowPractice(id: PracticeId): Promise<true> {
	const options = withToken({ body: {} })
	return withSession(() => call(`/api/host/practices/${id}/allow`, options, async () => true as const))
}

export function setTrusted(body: TrustBody): Promise<Pick<HostPractices, 'trusted' | 'trustedOrganisations'>> {
	return callHost('trusted', { body })
}

export function fetchHostReports(): Promise<HostReports> {
	return callHost('reports')
}

export function dismissHostReport(practice: PracticeId, report: ReportId): Promise<true> {
	const options = withToken({ method: 'DELETE' })
	return withSession(() =>
		call(`/api/host/practices/${practice}/reports/${report}`, options, async () => true as const),
	)
}

export function fetchHostQuestions(): Promise<HostQuestions> {
	return callHost('questions')
}

/** Removes a question with its answer; those of other servers do not return. */
export function removeHostQuestion(practice: PracticeId, question: string): Promise<true> {
	const options = withToken({ method: 'DELETE' })
	return withSession(() =>
		call(`/api/host/practices/${practice}/questions/${question}`, options, async () => true as const),
	)
}

/** Fetches the servers of which something is here, and the blocked ones. */
export function fetchServers(): Promise<HostServers> {
	return callHost('servers')
}

/** Erases and refuses everything of a server, or accepts it again. */
export function setServerBlocked(body: BlockServerBody): Promise<HostServers> {
	return callHost('servers', { body })
}

export function fetchFollowing(): Promise<FollowedFeeds> {
	return callHost('following')
}

/** Has the server fetch all followed feeds at once, which may take a while. */
export function fetchFeedsNow(): Promise<FollowedFeeds> {
	return callHost('following/fetch', { body: {}, answerMs: FILE_ANSWER_MS })
}

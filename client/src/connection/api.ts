import {
	type BallotBody,
	type BallotView,
	type BoardContent,
	type BoardId,
	type Command,
	type CommandResult,
	type CreatedShare,
	type ErrorBody,
	type ErrorCode,
	type ExportBody,
	type ExportFormat,
	type FontRequest,
	type FontSubsets,
	type InactiveParticipants,
	type Invitation,
	type JoinBody,
	type JoinCode,
	type JoinResult,
	type Locale,
	NOT_NOW_REASONS,
	type NotNowReason,
	type OpenWorkshopBody,
	type OpenWorkshopResult,
	type RemovedBoards,
	type RestoreBody,
	type RestoreResult,
	type RoundId,
	type SessionId,
	type Share,
	type ShareBody,
	type ShareId,
	type Shares,
	type Snapshot,
	type SnapshotChanges,
	type SnapshotId,
	type SnapshotList,
	type TemplateOffer,
	type TokenGrant,
	type VoteProgress,
	type VoteResult,
	type WorkshopView,
} from '@charrette/shared'
import type { Credentials } from './credentials.ts'

/** Why a call failed: a code from the server's table, what stands in the way, or `offline` when there was no answer at all. */
export type FailureCode = ErrorCode | NotNowReason | 'offline'

/** A call that failed. People see the sentence of its code in their language, never its message. */
export class ApiError extends Error {
	readonly code: FailureCode

	constructor(code: FailureCode, message: string) {
		super(message)
		this.name = 'ApiError'
		this.code = code
	}
}

/** `GET /api/client`: addresses at which this server is reached from elsewhere, best first. */
export interface ClientInfo {
	licenseKey: string | null
	addresses: string[]
}

/** In which a file tells its day: the server may stand in another. */
export const TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The code of whatever a call threw, for a sentence in the person's language. */
export function failureOf(thrown: unknown): FailureCode {
	return thrown instanceof ApiError ? thrown.code : 'internal'
}

/** Opens a workshop. `hostKey` is the host's key, where the server asks for one. */
export function openWorkshop(body: OpenWorkshopBody, hostKey?: string): Promise<OpenWorkshopResult> {
	return callJson('/api/workshops', { body, ...(hostKey ? { token: hostKey } : {}) })
}

/** What one may know of a workshop before joining it. */
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
export function fetchWorkshop(credentials: Credentials): Promise<WorkshopView> {
	return callJson(`/api/workshops/${credentials.workshop}`, { token: credentials.token })
}

/** Who has no card yet, for facilitators. */
export function fetchInactiveParticipants({ workshop, token }: Credentials): Promise<InactiveParticipants> {
	return callJson(`/api/workshops/${workshop}/quiet`, { token })
}

/** Sends a facilitator's command. */
export function sendCommand(credentials: Credentials, command: Command): Promise<CommandResult> {
	return callJson(`/api/workshops/${credentials.workshop}/commands`, { token: credentials.token, body: command })
}

/** A board's cards, links, clusters and coverage. */
export function fetchBoardContent(credentials: Credentials, board: BoardId): Promise<BoardContent> {
	return callJson(`/api/boards/${board}/content`, { token: credentials.token })
}

export function fetchClientInfo(): Promise<ClientInfo> {
	return callJson('/api/client')
}

/** A file, and what it is called. */
export interface NamedFile {
	blob: Blob
	name: string
}

/** What is wanted of a board as a file: with the names of its authors, unless told otherwise; of these shapes alone, if any are named. */
interface ExportRequest {
	board: BoardId
	format: ExportFormat | 'html'
	locale: Locale
	authors?: boolean
	cards?: readonly string[] | null
	signal?: AbortSignal
}

/** A board's export, with the file name that the server gives it. */
export function fetchExport(credentials: Credentials, what: ExportRequest): Promise<NamedFile> {
	const { board, format, locale, authors = true, cards, signal } = what
	const query = new URLSearchParams({ format, locale, authors: authors ? '1' : '0', zone: TIME_ZONE })
	const how = { usualName: `board.${format}`, signal, ...(cards ? { body: { cards } satisfies ExportBody } : {}) }
	return fetchFile(`/api/boards/${board}/export?${query}`, credentials, how)
}

/** Typefaces for a picture, cut down to its characters. */
export function fetchFonts({ token }: Credentials, wish: FontRequest): Promise<FontSubsets> {
	return callJson('/api/fonts', { token, body: wish })
}

/** A session's run sheet as a file, with the name that the server gives it. */
export function fetchRunSheet(credentials: Credentials, session: SessionId): Promise<NamedFile> {
	const path = `/api/workshops/${credentials.workshop}/runsheet.json?session=${session}`
	return fetchFile(path, credentials, { usualName: 'run-sheet.json' })
}

/** What is shared of a workshop, for facilitators. */
export function fetchShares({ workshop, token }: Credentials): Promise<Shares> {
	return callJson(`/api/workshops/${workshop}/shares`, { token })
}

/** Shares what lies at `path`: `boards/<id>`, `sessions/<id>` or `workshops/<id>`. */
export function createShare({ token }: Credentials, path: string, body: ShareBody): Promise<CreatedShare> {
	return callJson(`/api/${path}/shares`, { token, body })
}

/** Ends what is shared. */
export function endShare({ token }: Credentials, share: ShareId): Promise<Share> {
	return callJson(`/api/shares/${share}`, { token, method: 'DELETE' })
}

/** The ways of working that a session can start from. */
export function fetchTemplates(): Promise<{ templates: TemplateOffer[] }> {
	return callJson('/api/templates')
}

/** A file that the server writes, with the name that it gives it; the name is `usualName` if it gives none. */
export async function fetchFile(
	path: string,
	{ token }: Credentials,
	{ usualName, ...how }: { usualName: string } & Pick<CallOptions, 'body' | 'bytes' | 'signal'>,
): Promise<NamedFile> {
	const response = await call(path, { token, ...how })
	const name = fileNameOf(response.headers.get('content-disposition') ?? '') ?? usualName
	return { blob: await readBody(response.blob(), how.signal), name }
}

/** The file name in a Content-Disposition header; the UTF-8 form goes first (RFC 6266). */
function fileNameOf(disposition: string): string | null {
	const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
	if (encoded) {
		try {
			return decodeURIComponent(encoded)
		} catch {
			// Not percent-encoded after all: the plain form below may serve.
		}
	}
	return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? null
}

interface CallOptions {
	token?: string
	/** With a body the call is a POST, else a GET, unless it is said. */
	body?: unknown
	/** A body that is a file. */
	bytes?: Blob | undefined
	signal?: AbortSignal | undefined
	method?: 'DELETE'
}

/** Calls the server and reads its answer; throws an `ApiError`. */
async function callJson<Answer>(path: string, how: CallOptions = {}): Promise<Answer> {
	const response = await call(path, how)
	// The server's own answer to its own contract: routes.ts is its type.
	return (await readBody(response.json(), how.signal)) as Answer
}

/** The same, where the server answers with bytes. */
async function callBytes(path: string, how: CallOptions = {}): Promise<Uint8Array> {
	const response = await call(path, how)
	return new Uint8Array(await readBody(response.arrayBuffer(), how.signal))
}

async function call(path: string, { token, body, bytes, signal, method }: CallOptions): Promise<Response> {
	const headers: Record<string, string> = {}
	if (token) headers['authorization'] = `Bearer ${token}`
	if (body !== undefined) headers['content-type'] = 'application/json'
	const sent = body === undefined ? bytes : JSON.stringify(body)
	const init: RequestInit = { method: method ?? (sent === undefined ? 'GET' : 'POST'), headers }
	if (sent !== undefined) init.body = sent
	if (signal) init.signal = signal
	const response = await fetch(path, init).catch((cause: unknown) => {
		signal?.throwIfAborted()
		throw new ApiError('offline', String(cause))
	})
	if (!response.ok) throw await readFailure(response)
	return response
}

/** An answer to its end: the line may go while it comes. */
function readBody<Body>(body: Promise<Body>, signal: AbortSignal | undefined): Promise<Body> {
	return body.catch((cause: unknown) => {
		signal?.throwIfAborted()
		throw new ApiError(cause instanceof SyntaxError ? 'internal' : 'offline', String(cause))
	})
}

/** What the server's answer says went wrong. */
export async function readFailure(response: Response): Promise<ApiError> {
	const body: unknown = await response.json().catch(() => null)
	if (typeof body === 'object' && body !== null && 'error' in body) {
		const { code, reason, message } = (body as ErrorBody).error
		return new ApiError(NOT_NOW_REASONS.find((known) => known === reason) ?? code, message)
	}
	// No body of ours: a proxy speaks for a server that is away.
	return new ApiError(response.status >= 502 && response.status <= 504 ? 'offline' : 'internal', response.statusText)
}

/** Sets how many dots one has on a card; a facilitator names who in the hall it is for. */
export function castBallot({ workshop, token }: Credentials, body: BallotBody): Promise<BallotView> {
	return callJson(`/api/workshops/${workshop}/ballots`, { token, body })
}

/** What one has given in a round; a facilitator names somebody in the hall. */
export function fetchBallot({ workshop, token }: Credentials, round: RoundId, voter?: string): Promise<BallotView> {
	const query = new URLSearchParams({ round, ...(voter ? { voter } : {}) })
	return callJson(`/api/workshops/${workshop}/ballots?${query}`, { token })
}

/** How a closed round ended. */
export function fetchVoteResult({ token }: Credentials, round: RoundId): Promise<VoteResult> {
	return callJson(`/api/rounds/${round}/result`, { token })
}

/** How many have voted so far, for facilitators. */
export function fetchVoteProgress({ token }: Credentials, round: RoundId): Promise<VoteProgress> {
	return callJson(`/api/rounds/${round}/progress`, { token })
}

/** What is kept of a board, newest first. */
export function fetchSnapshots({ token }: Credentials, board: BoardId): Promise<SnapshotList> {
	return callJson(`/api/boards/${board}/snapshots`, { token })
}

/** Keeps a board as it is now, under a name. */
export function saveSnapshot({ token }: Credentials, board: BoardId, name: string): Promise<Snapshot> {
	return callJson(`/api/boards/${board}/snapshots`, { token, body: { name } })
}

/** The document of a moment, as an update. */
export function fetchSnapshotState({ token }: Credentials, id: SnapshotId): Promise<Uint8Array> {
	return callBytes(`/api/snapshots/${id}/state`, { token })
}

/** What changed up to a moment since the one before it, or since it until now. */
export function fetchSnapshotChanges(
	{ token }: Credentials,
	id: SnapshotId,
	span: 'before' | 'now',
): Promise<SnapshotChanges> {
	return callJson(`/api/snapshots/${id}/changes${span === 'now' ? '?until=now' : ''}`, { token })
}

/** Brings a moment back: all of it, some of its cards, or as a board of its own. */
export function restoreSnapshot({ token }: Credentials, id: SnapshotId, body: RestoreBody): Promise<RestoreResult> {
	return callJson(`/api/snapshots/${id}/restore`, { token, body })
}

/** The boards that were taken out and can be had back as copies, newest first. */
export function fetchRemovedBoards({ workshop, token }: Credentials): Promise<RemovedBoards> {
	return callJson(`/api/workshops/${workshop}/removed-boards`, { token })
}

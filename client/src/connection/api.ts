import type {
	BallotBody,
	BallotView,
	BoardContent,
	BoardDigest,
	BoardId,
	Command,
	CommandResult,
	CreatedQuestion,
	CreatedShare,
	CreatedWorkshop,
	CreateWorkshopBody,
	CsvSeparator,
	ExportBody,
	ExportFormat,
	FontRequest,
	FontSubsets,
	FoundCards,
	InactiveParticipants,
	LegalTexts,
	Locale,
	PlenaryBody,
	PlenaryResult,
	QuestionBody,
	ReactionBody,
	ReactionList,
	RemovedBoards,
	RestoreBody,
	RestoreResult,
	RoleLinks,
	RoundId,
	ServerHost,
	SessionId,
	Share,
	ShareBody,
	ShareId,
	Shares,
	Snapshot,
	SnapshotChanges,
	SnapshotId,
	SnapshotList,
	TemplateOffer,
	VoteProgress,
	VoteResult,
} from '@charrette/shared'
import { readDigests, usualSeparator } from '@charrette/shared'
import { createDecoder, readVarUint } from 'lib0/decoding'
import type { Credentials } from './credentials.ts'
import { fetchFile, type NamedFile } from './fileTransfer.ts'
import { call, callBytes, callJson } from './http.ts'

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
}

/** The time zone of the dates in a file: the server may be in another time zone. */
export const TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone

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

/** Creates a workshop. `hostKey` is needed if the server is configured with one. */
export function createWorkshop(body: CreateWorkshopBody, hostKey?: string): Promise<CreatedWorkshop> {
	return callJson('/api/workshops', { body, ...(hostKey ? { token: hostKey } : {}) })
}

/** Sends a facilitator's command. */
export function sendCommand({ workshop, token }: Credentials, command: Command): Promise<CommandResult> {
	return callJson(`/api/workshops/${workshop}/commands`, { token, body: command })
}

/** Fetches the participants who have no card yet. For facilitators. */
export function fetchInactiveParticipants({ workshop, token }: Credentials): Promise<InactiveParticipants> {
	return callJson(`/api/workshops/${workshop}/quiet`, { token })
}

/** Fetches a board's cards, links, clusters and coverage. */
export function fetchBoardContent({ token }: Credentials, board: BoardId): Promise<BoardContent> {
	return callJson(`/api/boards/${board}/content`, { token })
}

/** Copies cards to the plenary board of a session. */
export function sendToPlenary({ token }: Credentials, session: SessionId, body: PlenaryBody): Promise<PlenaryResult> {
	return callJson(`/api/sessions/${session}/plenary`, { token, body })
}

/** Finds cards on all boards of the workshop, without those of the board `except`. */
export function fetchFoundCards(
	{ workshop, token }: Credentials,
	{ query, except, signal }: { query: string; except: BoardId | null; signal: AbortSignal },
): Promise<FoundCards> {
	const params = new URLSearchParams({ q: query, ...(except && { except }) })
	return callJson(`/api/workshops/${workshop}/cards?${params}`, { token, signal })
}

/** Fetches the digests of all boards of a session. */
export async function fetchDigests({ token }: Credentials, session: SessionId): Promise<BoardDigest[]> {
	const decoder = createDecoder(await callBytes(`/api/sessions/${session}/digests`, { token }))
	// The type of the frame.
	readVarUint(decoder)
	return readDigests(decoder)
}

/** A request for a board as a file. */
interface ExportRequest {
	board: BoardId
	format: ExportFormat | 'html'
	locale: Locale
	/** Whether the file names the authors; true by default. */
	authors?: boolean
	/** The ids of the shapes to export; the whole board if null or not set. */
	cards?: readonly string[] | null
	/** The separator of CSV; the usual one of the language by default. */
	separator?: CsvSeparator | undefined
	signal?: AbortSignal
}

/** Exports a board as a file that the server writes. */
export function fetchExport(credentials: Credentials, request: ExportRequest): Promise<NamedFile> {
	const { board, format, locale, authors = true, cards, separator = usualSeparator(locale), signal } = request
	const query = new URLSearchParams({ format, locale, authors: authors ? '1' : '0', zone: TIME_ZONE })
	if (format === 'csv') query.set('separator', separator)
	const selection = cards ? { body: { cards } satisfies ExportBody } : {}
	return fetchFile(`/api/boards/${board}/export?${query}`, credentials, {
		fallbackName: `board.${format}`,
		signal,
		...selection,
	})
}

/** Fetches fonts for a rendered file, reduced to the characters in it. */
export function fetchFonts({ token }: Credentials, request: FontRequest): Promise<FontSubsets> {
	return callJson('/api/fonts', { token, body: request })
}

/** Fetches a session's run sheet as a file. */
export function fetchRunSheet(credentials: Credentials, session: SessionId): Promise<NamedFile> {
	const path = `/api/workshops/${credentials.workshop}/runsheet.json?session=${session}`
	return fetchFile(path, credentials, { fallbackName: 'run-sheet.json' })
}

/** Fetches the shares of a workshop. For facilitators. */
export function fetchShares({ workshop, token }: Credentials): Promise<Shares> {
	return callJson(`/api/workshops/${workshop}/shares`, { token })
}

/** Shares the resource at `path`: `boards/<id>`, `sessions/<id>` or `workshops/<id>`. */
export function createShare({ token }: Credentials, path: string, body: ShareBody): Promise<CreatedShare> {
	return callJson(`/api/${path}/shares`, { token, body })
}

/** Ends a share. */
export function endShare({ token }: Credentials, share: ShareId): Promise<Share> {
	return callJson(`/api/shares/${share}`, { token, method: 'DELETE' })
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

/**
 * Sets the number of a person's dots on a card. A facilitator also names the voter without a device
 * for whom the dots are cast.
 */
export function castBallot({ workshop, token }: Credentials, body: BallotBody): Promise<BallotView> {
	return callJson(`/api/workshops/${workshop}/ballots`, { token, body })
}

/** Fetches a person's dots in a round; for a facilitator, the dots of a voter without a device. */
export function fetchBallot({ workshop, token }: Credentials, round: RoundId, voter?: string): Promise<BallotView> {
	const query = new URLSearchParams({ round, ...(voter ? { voter } : {}) })
	return callJson(`/api/workshops/${workshop}/ballots?${query}`, { token })
}

/** Fetches the lasting reactions to the cards of a board. */
export function fetchReactions({ token }: Credentials, board: BoardId): Promise<ReactionList> {
	return callJson(`/api/boards/${board}/reactions`, { token })
}

/**
 * Adds this person's reaction to a card, or removes it. Returns the card's reactions after that.
 */
export function sendReaction({ token }: Credentials, board: BoardId, body: ReactionBody): Promise<ReactionList> {
	return callJson(`/api/boards/${board}/reactions`, { token, body })
}

/** Adds a visitor's question to a board, linked to the card that it is about. */
export function sendQuestion({ token }: Credentials, board: BoardId, body: QuestionBody): Promise<CreatedQuestion> {
	return callJson(`/api/boards/${board}/questions`, { token, body })
}

/** Fetches the result of a closed round. */
export function fetchVoteResult({ token }: Credentials, round: RoundId): Promise<VoteResult> {
	return callJson(`/api/rounds/${round}/result`, { token })
}

/** Fetches the number of people who have voted so far. For facilitators. */
export function fetchVoteProgress({ token }: Credentials, round: RoundId): Promise<VoteProgress> {
	return callJson(`/api/rounds/${round}/progress`, { token })
}

/** Fetches the version history of a board, newest first. */
export function fetchSnapshots({ token }: Credentials, board: BoardId): Promise<SnapshotList> {
	return callJson(`/api/boards/${board}/snapshots`, { token })
}

/** Saves a version of a board under a name. */
export function saveSnapshot({ token }: Credentials, board: BoardId, name: string): Promise<Snapshot> {
	return callJson(`/api/boards/${board}/snapshots`, { token, body: { name } })
}

/** Fetches the document of a snapshot, as a Yjs update (V1). */
export function fetchSnapshotState({ token }: Credentials, id: SnapshotId): Promise<Uint8Array> {
	return callBytes(`/api/snapshots/${id}/state`, { token })
}

/**
 * Fetches the changes between the previous snapshot and this one (`before`), or between this one
 * and the current board (`now`).
 */
export function fetchSnapshotChanges(
	{ token }: Credentials,
	id: SnapshotId,
	comparedWith: 'before' | 'now',
): Promise<SnapshotChanges> {
	return callJson(`/api/snapshots/${id}/changes${comparedWith === 'now' ? '?until=now' : ''}`, { token })
}

/** Restores a snapshot: all of it, some of its cards, or as a new board. */
export function restoreSnapshot({ token }: Credentials, id: SnapshotId, body: RestoreBody): Promise<RestoreResult> {
	return callJson(`/api/snapshots/${id}/restore`, { token, body })
}

/** Fetches the deleted boards that can be restored as copies, newest first. */
export function fetchRemovedBoards({ workshop, token }: Credentials): Promise<RemovedBoards> {
	return callJson(`/api/workshops/${workshop}/removed-boards`, { token })
}

/**
 * HTTP calls to the app's own server. A call that fails throws an `ApiError`, whose code is shown
 * as a sentence in the language of the page. Aborting a call's signal throws the signal's reason.
 * Every call has a timeout: without an answer in time, or without further bytes of a file, it fails
 * as `offline`. It also fails as `offline` if a captive portal answers in place of the server
 * (NET2).
 */
import {
	type ErrorBody,
	type ErrorCode,
	NOT_NOW_REASONS,
	type NotNowReason,
	UNREADABLE_FILES,
	type UnreadableFile,
} from '@charrette/shared'
import { serverPath } from './basePath.ts'
import { createDeadline, type Deadline } from './deadline.ts'

/**
 * The reason why a call failed: an error code of the server, its reason for `not_now`, `offline` if
 * there was no answer, or `outdated` if the server has a newer client than this page.
 */
export type FailureCode = ErrorCode | NotNowReason | 'offline' | 'outdated'

/** A call that failed. The message is for developers; people see the text of the code. */
export class ApiError extends Error {
	readonly code: FailureCode
	/** The time to wait before another try, as the server asks for; null if it does not say. */
	readonly retryAfterMs: number | null

	constructor(code: FailureCode, message: string, retryAfterMs: number | null = null) {
		super(message)
		this.name = 'ApiError'
		this.code = code
		this.retryAfterMs = retryAfterMs
	}
}

/** A file that cannot be imported, of a kind that the server knows. */
export class UnreadableFileError extends ApiError {
	readonly file: UnreadableFile

	constructor(file: UnreadableFile, message: string) {
		super('unknown_format', message)
		this.file = file
	}
}

/** Returns the code of a thrown value; `internal` if it is not an `ApiError`. */
export function failureOf(thrown: unknown): FailureCode {
	return thrown instanceof ApiError ? thrown.code : 'internal'
}

export interface CallOptions {
	token?: string
	/** The body, sent as JSON. Calls with a body are a POST, others a GET, unless `method` is set. */
	body?: unknown
	/** A file that is sent as the body. */
	file?: Blob | undefined
	/** The content type of `file`, if it differs from the type that the browser detects. */
	contentType?: string
	signal?: AbortSignal | undefined
	method?: 'DELETE' | 'PATCH'
	/** The time until the server's answer must begin. */
	answerMs?: number
}

/** A short answer, from memory or the database. @limit browser: an error is shown */
const ANSWER_MS = 20_000
/** A file, which may wait in a queue, until it begins. @limit browser: an error is shown */
export const FILE_ANSWER_MS = 180_000
/** The next bytes of a file, in either direction. @limit browser: an error is shown */
export const STALL_MS = 30_000
/**
 * Network Authentication Required: the status of a captive portal that identifies itself (RFC
 * 6585).
 */
const SIGN_IN_TO_NETWORK = 511
/**
 * Bytes a second of the slowest upload: `fetch` reports no progress. @limit browser: an error is
 * shown
 */
const MIN_UPLOAD_RATE = 8_000

/** Calls the server and returns the JSON of its answer. */
export function callJson<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
	// The type is the server's own contract: shared/src/protocol.
	return call(path, options, (response) => response.json() as Promise<Answer>)
}

/** Calls the server and returns the bytes of its answer. */
export async function callBytes(path: string, options: CallOptions = {}): Promise<Uint8Array> {
	const blob = await call(path, { answerMs: FILE_ANSWER_MS, ...options }, readBlob)
	return new Uint8Array(await blob.arrayBuffer())
}

/** Calls the server and reads its answer with `read`. Throws an `ApiError` for an error status. */
export async function call<Answer>(
	path: string,
	{ token, body, file, contentType, signal, method, answerMs = ANSWER_MS }: CallOptions,
	read: (response: Response, deadline: Deadline) => Promise<Answer>,
): Promise<Answer> {
	const headers: Record<string, string> = {}
	if (token) headers['authorization'] = `Bearer ${token}`
	if (body !== undefined) headers['content-type'] = 'application/json'
	else if (contentType) headers['content-type'] = contentType
	const payload = body === undefined ? file : JSON.stringify(body)
	const deadline = createDeadline(signal)
	const init: RequestInit = { method: method ?? (payload === undefined ? 'GET' : 'POST'), headers }
	if (payload !== undefined) init.body = payload
	init.signal = deadline.signal
	try {
		deadline.extend(answerMs + ((file?.size ?? 0) / MIN_UPLOAD_RATE) * 1000)
		const response = await fetch(serverPath(path), init)
		if (isForeignPage(response)) throw new ApiError('offline', 'a page came instead of an answer')
		if (!response.ok) throw await readFailure(response)
		return await read(response, deadline)
	} catch (cause) {
		signal?.throwIfAborted()
		if (cause instanceof ApiError) throw cause
		// An answer that is not JSON is a bug; any other error means that the connection was lost.
		throw new ApiError(cause instanceof SyntaxError ? 'internal' : 'offline', String(cause))
	} finally {
		deadline.end()
	}
}

/**
 * Returns whether an answer is a web page that this server did not send: the page of a captive
 * portal, which answers every request. The server itself answers a call with a page only as a named
 * file.
 */
export function isForeignPage({ ok, headers }: Response): boolean {
	return ok && headers.get('content-type')?.startsWith('text/html') === true && !headers.has('content-disposition')
}

/** Reads the body of an answer; it may take as long as bytes arrive. */
export async function readBlob(response: Response, deadline: Deadline): Promise<Blob> {
	deadline.extend(STALL_MS)
	const chunks: Uint8Array<ArrayBuffer>[] = []
	const reader = response.body?.getReader()
	for (;;) {
		const part = await reader?.read()
		if (!part || part.done) break
		deadline.extend(STALL_MS)
		chunks.push(part.value)
	}
	return new Blob(chunks, { type: response.headers.get('content-type') ?? '' })
}

/** Reads the error from an answer with an error status. */
export async function readFailure(response: Response): Promise<ApiError> {
	const retryAfterMs = readRetryAfter(response.headers.get('retry-after'))
	const body: unknown = await response.json().catch(() => null)
	if (typeof body === 'object' && body !== null && 'error' in body) {
		const { code, reason, message } = (body as ErrorBody).error
		const file = UNREADABLE_FILES.find((known) => known === reason)
		if (file) return new UnreadableFileError(file, message)
		return new ApiError(NOT_NOW_REASONS.find((known) => known === reason) ?? code, message, retryAfterMs)
	}
	// The body is not one of the server: a proxy answers in place of a server that is unreachable.
	const isAway = (response.status >= 502 && response.status <= 504) || response.status === SIGN_IN_TO_NETWORK
	const code = isAway ? 'offline' : 'internal'
	return new ApiError(code, response.statusText, retryAfterMs)
}

function readRetryAfter(header: string | null): number | null {
	const seconds = Number(header ?? Number.NaN)
	return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

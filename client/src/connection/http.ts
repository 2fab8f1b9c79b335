/**
 * HTTP calls to our own server. A call that fails throws an `ApiError`, whose code is shown as a
 * sentence in the language of the page. Aborting a call's signal throws the signal's reason.
 */
import { type ErrorBody, type ErrorCode, NOT_NOW_REASONS, type NotNowReason } from '@charrette/shared'

/**
 * Why a call failed: an error code of the server, its reason for `not_now`, or `offline` if there
 * was no answer.
 */
export type FailureCode = ErrorCode | NotNowReason | 'offline'

/** A call that failed. The message is for developers; people see the text of the code. */
export class ApiError extends Error {
	readonly code: FailureCode

	constructor(code: FailureCode, message: string) {
		super(message)
		this.name = 'ApiError'
		this.code = code
	}
}

/** The code of a thrown value; `internal` if it is not an `ApiError`. */
export function failureOf(thrown: unknown): FailureCode {
	return thrown instanceof ApiError ? thrown.code : 'internal'
}

export interface CallOptions {
	token?: string
	/** Sent as JSON. A call with a body is a POST, others are a GET, unless `method` is set. */
	body?: unknown
	/** A file as the body. */
	file?: Blob | undefined
	/** The type of `file`, if the server is not to get the type that the browser knows. */
	contentType?: string
	signal?: AbortSignal | undefined
	method?: 'DELETE'
}

/** Calls the server and returns the JSON of its answer. */
export async function callJson<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
	const response = await call(path, options)
	// The type is the server's own contract: shared/src/protocol.
	return (await readBody(response.json(), options.signal)) as Answer
}

/** Calls the server and returns the bytes of its answer. */
export async function callBytes(path: string, options: CallOptions = {}): Promise<Uint8Array> {
	const response = await call(path, options)
	return new Uint8Array(await readBody(response.arrayBuffer(), options.signal))
}

/** Calls the server; throws an `ApiError` for an error status. */
export async function call(path: string, options: CallOptions): Promise<Response> {
	const { token, body, file, contentType, signal, method } = options
	const headers: Record<string, string> = {}
	if (token) headers['authorization'] = `Bearer ${token}`
	if (body !== undefined) headers['content-type'] = 'application/json'
	else if (contentType) headers['content-type'] = contentType
	const payload = body === undefined ? file : JSON.stringify(body)
	const init: RequestInit = { method: method ?? (payload === undefined ? 'GET' : 'POST'), headers }
	if (payload !== undefined) init.body = payload
	if (signal) init.signal = signal
	const response = await fetch(path, init).catch((cause: unknown) => {
		signal?.throwIfAborted()
		throw new ApiError('offline', String(cause))
	})
	if (!response.ok) throw await readFailure(response)
	return response
}

/** Waits for the body of an answer: the connection may be lost while it arrives. */
export function readBody<Body>(body: Promise<Body>, signal: AbortSignal | undefined): Promise<Body> {
	return body.catch((cause: unknown) => {
		signal?.throwIfAborted()
		throw new ApiError(cause instanceof SyntaxError ? 'internal' : 'offline', String(cause))
	})
}

/** The error that an answer with an error status carries. */
export async function readFailure(response: Response): Promise<ApiError> {
	const body: unknown = await response.json().catch(() => null)
	if (typeof body === 'object' && body !== null && 'error' in body) {
		const { code, reason, message } = (body as ErrorBody).error
		return new ApiError(NOT_NOW_REASONS.find((known) => known === reason) ?? code, message)
	}
	// Not a body of ours: a proxy answers in place of a server that is not there.
	return new ApiError(response.status >= 502 && response.status <= 504 ? 'offline' : 'internal', response.statusText)
}

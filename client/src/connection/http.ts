/**
 * HTTP calls to our own server. A call that fails throws an `ApiError`, whose code is shown as a sentence in the language of
 * the page. Aborting a call's signal throws the signal's reason.
 */
import { type ErrorBody, type ErrorCode, NOT_NOW_REASONS, type NotNowReason } from '@charrette/shared'
import type { Credentials } from './credentials.ts'

/** Why a call failed: an error code of the server, its reason for `not_now`, or `offline` if there was no answer. */
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

interface CallOptions {
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

/** A file with its name. */
export interface NamedFile {
	blob: Blob
	name: string
}

/** Downloads a file with the name that the server gives it, or `fallbackName` if it gives none. */
export async function fetchFile(
	path: string,
	{ token }: Credentials,
	{ fallbackName, ...options }: { fallbackName: string } & Pick<CallOptions, 'body' | 'file' | 'signal'>,
): Promise<NamedFile> {
	const response = await call(path, { token, ...options })
	const name = readFileName(response.headers.get('content-disposition') ?? '') ?? fallbackName
	return { blob: await readBody(response.blob(), options.signal), name }
}

/** The file name of a Content-Disposition header. The UTF-8 form takes precedence (RFC 6266). */
function readFileName(disposition: string): string | null {
	const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
	if (encoded) {
		try {
			return decodeURIComponent(encoded)
		} catch {
			// Not percent-encoded: the plain form below is used.
		}
	}
	return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? null
}

async function call(path: string, options: CallOptions): Promise<Response> {
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
function readBody<Body>(body: Promise<Body>, signal: AbortSignal | undefined): Promise<Body> {
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

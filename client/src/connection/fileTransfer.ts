import type {
	BoardId,
	ImportOptions,
	ImportResult,
	PracticeId,
	SessionId,
	StoredDocument,
	StoredImage,
} from '@charrette/shared'
import { serverPath } from './basePath.ts'
import type { Credentials } from './credentials.ts'
import { createDeadline } from './deadline.ts'
import {
	ApiError,
	type CallOptions,
	call,
	callJson,
	FILE_ANSWER_MS,
	isForeignPage,
	readBlob,
	readFailure,
	STALL_MS,
} from './http.ts'

/** A file with its name. */
export interface NamedFile {
	blob: Blob
	name: string
}

/** Downloads a file under the name that the server gives it, or else `fallbackName`. */
export function fetchFile(
	path: string,
	{ token }: Pick<Credentials, 'token'>,
	{ fallbackName, ...options }: { fallbackName: string } & Pick<CallOptions, 'body' | 'file' | 'signal'>,
): Promise<NamedFile> {
	return call(path, { token, answerMs: FILE_ANSWER_MS, ...options }, async (response, deadline) => ({
		name: readFileName(response.headers.get('content-disposition') ?? '') ?? fallbackName,
		blob: await readBlob(response, deadline),
	}))
}

/**
 * Returns the file name of a Content-Disposition header. The UTF-8 form takes precedence (RFC
 * 6266).
 */
function readFileName(disposition: string): string | null {
	const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
	if (encoded) {
		try {
			return decodeURIComponent(encoded)
		} catch {
			// The name is not percent-encoded: the plain form below is used.
		}
	}
	return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? null
}

/** An image or a document for a board or a practice. */
export interface FileUploadRequest {
	to: { board: BoardId } | { practice: PracticeId }
	blob: Blob
	signal: AbortSignal
	/** Called with the share of the bytes that have been sent, from 0 to 1. */
	onProgress(share: number): void
}

/** Uploads an image; see `uploadFile`. */
export function uploadImage(credentials: Credentials, request: FileUploadRequest) {
	return uploadFile<StoredImage>(credentials, request, 'images')
}

/** Uploads a PDF file; see `uploadFile`. */
export function uploadDocument(credentials: Credentials, request: FileUploadRequest) {
	return uploadFile<StoredDocument>(credentials, request, 'documents')
}

/**
 * Uploads a file; it may take as long as its bytes are moving. Throws an `ApiError`. Uses
 * XMLHttpRequest, because `fetch` reports no progress of an upload.
 */
function uploadFile<Stored>(
	credentials: Credentials,
	{ to, blob, signal, onProgress }: FileUploadRequest,
	what: 'images' | 'documents',
) {
	return new Promise<Stored>((resolve, reject) => {
		const request = new XMLHttpRequest()
		const deadline = createDeadline(signal)
		const fail = () => reject(new ApiError('offline', 'the file could not be uploaded'))
		request.upload.onprogress = ({ loaded, total }) => {
			deadline.extend(STALL_MS)
			onProgress(total > 0 ? loaded / total : 0)
		}
		request.upload.onload = () => deadline.extend(FILE_ANSWER_MS)
		request.onerror = fail
		request.onabort = fail
		request.onloadend = deadline.end
		request.onload = async () => {
			const { status, statusText } = request
			const type = request.getResponseHeader('content-type') ?? ''
			const response = new Response(request.responseText, { status, statusText, headers: { 'content-type': type } })
			if (isForeignPage(response)) fail()
			else if (response.ok) resolve((await response.json()) as Stored)
			else reject(await readFailure(response))
		}
		deadline.signal.addEventListener('abort', () => request.abort(), { once: true })
		const owner = 'board' in to ? `boards/${to.board}` : `practices/${to.practice}`
		request.open('POST', serverPath(`/api/${owner}/${what}`))
		request.setRequestHeader('authorization', `Bearer ${credentials.token}`)
		request.setRequestHeader('content-type', blob.type || 'application/octet-stream')
		deadline.extend(STALL_MS)
		request.send(blob)
	})
}

/** A file to import. */
export interface ImportRequest {
	/**
	 * The target: a board to which the cards are added, or a session that gets one or several new
	 * boards.
	 */
	to: { board: BoardId } | { session: SessionId }
	file: Blob
	/** The file name; empty for pasted text. */
	name: string
	/** Options for reading the file. */
	choice?: ImportOptions | undefined
	/** True for a dry run, which changes nothing: the result says what would be imported. */
	isDryRun: boolean
}

/** Sends a file to the server, which imports it. Throws an `ApiError`. */
export function importFile(credentials: Credentials, request: ImportRequest): Promise<ImportResult> {
	const { to, file, name, choice = {}, isDryRun } = request
	const target = 'board' in to ? `boards/${to.board}` : `sessions/${to.session}`
	const query = new URLSearchParams({ name, dryRun: isDryRun ? '1' : '0' })
	const { marks = {}, ...others } = choice
	for (const [key, value] of Object.entries(others)) query.set(key, String(value))
	const meanings = Object.entries(marks).map((pair) => pair.join(':'))
	if (meanings.length > 0) query.set('marks', meanings.join(','))
	const { token } = credentials
	return callJson(`/api/${target}/import?${query}`, {
		token,
		file,
		contentType: 'application/octet-stream',
		answerMs: FILE_ANSWER_MS,
	})
}

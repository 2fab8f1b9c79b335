import type { BoardId, ImportOptions, ImportResult, SessionId } from '@charrette/shared'
import type { Credentials } from './credentials.ts'
import { type CallOptions, call, callJson, FILE_ANSWER_MS, readBlob } from './http.ts'

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

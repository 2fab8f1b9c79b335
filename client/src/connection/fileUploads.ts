import type { BoardId, ImportResult, SessionId, StoredImage, TableOptions } from '@charrette/shared'
import { ApiError, readFailure } from './api.ts'
import type { Credentials } from './credentials.ts'

/** A picture on its way to a board. `onProgress` hears the share that has left this device, from 0 to 1. */
export interface ImageUploadRequest {
	board: BoardId
	blob: Blob
	signal: AbortSignal
	onProgress(share: number): void
}

/** Sends a picture to the server, which keeps it. Fails as every other call does; `fetch` tells no progress, hence the older way. */
export function uploadImage(credentials: Credentials, { board, blob, signal, onProgress }: ImageUploadRequest) {
	return new Promise<StoredImage>((resolve, reject) => {
		const request = new XMLHttpRequest()
		const isLost = () => reject(new ApiError('offline', 'the picture did not get through'))
		request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
		request.onerror = isLost
		request.onabort = isLost
		request.onload = async () => {
			const answer = new Response(request.responseText, { status: request.status, statusText: request.statusText })
			if (answer.ok) resolve((await answer.json()) as StoredImage)
			else reject(await readFailure(answer))
		}
		signal.addEventListener('abort', () => request.abort(), { once: true })
		request.open('POST', `/api/boards/${board}/images`)
		request.setRequestHeader('authorization', `Bearer ${credentials.token}`)
		request.setRequestHeader('content-type', blob.type || 'application/octet-stream')
		request.send(blob)
	})
}

/** A file to bring in: beside what is on a board, or as boards of a session. A text without a name is what was pasted. */
export interface ImportRequest {
	to: { board: BoardId } | { session: SessionId }
	file: Blob
	name: string
	/** Of a table: which columns say what. */
	choice?: TableOptions | undefined
	/** Nothing is done: the answer says what would be. */
	isDryRun: boolean
}

/** Sends a file to the server, which reads it. Throws an `ApiError`. */
export async function importFile(
	credentials: Credentials,
	{ to, file, name, choice = {}, isDryRun }: ImportRequest,
): Promise<ImportResult> {
	const place = 'board' in to ? `boards/${to.board}` : `sessions/${to.session}`
	const query = new URLSearchParams({ name, dryRun: isDryRun ? '1' : '0' })
	for (const [what, chosen] of Object.entries(choice)) query.set(what, String(chosen))
	const headers = { authorization: `Bearer ${credentials.token}`, 'content-type': 'application/octet-stream' }
	const init = { method: 'POST', headers, body: file }
	const response = await fetch(`/api/${place}/import?${query}`, init).catch((cause: unknown) => {
		throw new ApiError('offline', String(cause))
	})
	if (!response.ok) throw await readFailure(response)
	return (await response.json()) as ImportResult
}

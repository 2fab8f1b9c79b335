import type { BoardId, PracticeId, StoredDocument, StoredImage } from '@charrette/shared'
import { serverPath } from './basePath.ts'
import type { Credentials } from './credentials.ts'
import { createDeadline } from './deadline.ts'
import { ApiError, FILE_ANSWER_MS, isForeignPage, readFailure, STALL_MS } from './http.ts'

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

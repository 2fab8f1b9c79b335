import type { BoardId, StoredImage } from '@charrette/shared'
import { ApiError, readFailure } from './api.ts'
import type { Credentials } from './credentials.ts'

/** A picture on its way to a board. `onProgress` hears the share that has left this device, from 0 to 1. */
export interface ImageToSend {
	board: BoardId
	blob: Blob
	signal: AbortSignal
	onProgress(share: number): void
}

/** Sends a picture to the server, which keeps it. Fails as every other call does; `fetch` tells no progress, hence the older way. */
export function uploadImage(credentials: Credentials, { board, blob, signal, onProgress }: ImageToSend) {
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

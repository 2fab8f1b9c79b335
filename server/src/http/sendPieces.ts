import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'

/** What a stream says of somebody who is no longer there. */
const GONE = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE']

/** Sends a body piece by piece, no faster than it is taken. Who goes away in the middle is no error. */
export async function sendPieces(response: Response, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
	try {
		await pipeline(Readable.from(pieces), response)
	} catch (cause) {
		if (!(cause instanceof Error && 'code' in cause && GONE.includes(String(cause.code)))) throw cause
	}
}

import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { ExportJob } from '../workshops/exports/exportJob.ts'
import type { ReadBody } from '../workshops/exports/ReadPool.ts'
import type { QueueOwner } from '../workshops/exports/ReadQueue.ts'
import type { AuthenticatedRequester } from './authenticate.ts'
import type { HttpDeps } from './HttpDeps.ts'

/** The headers of a JSON result. */
export const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' }
/** Content types that are worth compressing; other files are compressed already. */
const TEXT = /^text\/|[/+]json\b/
/** The connection of a client that reads no byte for this long is closed. */
export const MAX_STALL_MS = 30_000

/** A heavy read for a requester: the job, and the headers of its result. */
interface ReadRequest {
	requester: AuthenticatedRequester
	response: Response
	headers: Record<string, string>
	job(): ExportJob | Promise<ExportJob>
}

/**
 * Runs a heavy read in its turn and streams its result, compressed if the client accepts gzip
 * (HEAVY1d). Throws `busy`. A client that disconnects ends the read (HEAVY1).
 */
export async function streamReadResult(
	deps: HttpDeps,
	{ requester, response, headers, job }: ReadRequest,
): Promise<void> {
	const isText = TEXT.test(headers['Content-Type'] ?? '')
	const isGzipped = isText && acceptsGzip(response)
	const encoding = isGzipped ? { 'Content-Encoding': 'gzip' } : {}
	const use = (body: ReadBody) => sendBody(response, body, { ...headers, ...encoding })
	const read = { owner: queueOwnerOf(requester), isGzipped, job, use }
	await untilDisconnected(response, (signal) => deps.readPool.run({ ...read, signal }))
}

/** Returns whether the client accepts gzip, and sets `Vary`, so that caches store both variants. */
export function acceptsGzip(response: Response): boolean {
	response.vary('Accept-Encoding')
	return response.req.acceptsEncodings('gzip') === 'gzip'
}

/**
 * Runs `work` for a client. If the client disconnects, the signal aborts, and this resolves with
 * undefined.
 */
export async function untilDisconnected<Done>(
	response: Response,
	work: (signal: AbortSignal) => Promise<Done>,
): Promise<Done | undefined> {
	const gone = new AbortController()
	const end = () => {
		if (!response.writableFinished) gone.abort()
	}
	response.once('close', end)
	try {
		if (response.destroyed) return undefined
		return await work(gone.signal)
	} catch (cause) {
		if (gone.signal.aborted) return undefined
		throw cause
	} finally {
		response.off('close', end)
	}
}

/**
 * Returns the owner of the reads of a requester. Facilitators have a lane apart from all others of
 * their workshop.
 */
export function queueOwnerOf({ identity }: AuthenticatedRequester): QueueOwner {
	const { workshop, role, participant, link } = identity
	const lane = role === 'facilitator' ? 'facilitators' : 'members'
	return { workshop: `${workshop} ${lane}`, person: `${workshop} ${participant ?? link ?? role}` }
}

async function sendBody(response: Response, body: ReadBody, headers: Record<string, string>): Promise<void> {
	response.set({ ...headers, 'Content-Length': String(body.size) })
	response.setTimeout(MAX_STALL_MS, () => response.destroy())
	await pipeline(body.stream(), response)
}

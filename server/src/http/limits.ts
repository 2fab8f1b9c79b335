import type { Request, Response } from 'express'
import pLimit from 'p-limit'
import { AppError } from '../errors.ts'

interface ConcurrencyBounds {
	/** How many requests run at the same time. */
	maxRunning: number
	/** How many more wait; none by default. */
	maxQueued?: number
	/** When a rejected client should try again, in seconds. */
	retryAfterS: number
}

/**
 * Runs the work of a request when it is its turn. Throws `busy`, with `Retry-After`, if the queue
 * is full.
 */
export type ConcurrencyLimit = <Done>(response: Response, work: () => Promise<Done>) => Promise<Done>

/**
 * Limits how many requests of a kind run at the same time, and with that the memory and CPU they
 * take.
 */
export function createConcurrencyLimit({
	maxRunning,
	maxQueued = 0,
	retryAfterS,
}: ConcurrencyBounds): ConcurrencyLimit {
	const limit = pLimit(maxRunning)
	return async (response, work) => {
		if (limit.activeCount + limit.pendingCount >= maxRunning + maxQueued) {
			response.set('Retry-After', String(retryAfterS))
			throw new AppError('busy')
		}
		return limit(work)
	}
}

interface UploadBounds {
	/** How many bytes of request bodies are in memory at the same time. */
	maxTotalBytes: number
	/** How many uploads of one sender are open at the same time: slow ones, too. */
	maxPerSender: number
	/** How many uploads are open at the same time. */
	maxUploads: number
	/** When a rejected client should try again, in seconds. */
	retryAfterS: number
}

/**
 * Receives a body of at most `maxBytes` and runs `use` on it. Throws `busy`, with `Retry-After`, if
 * the budget is used up.
 */
export type UploadBudget = <Done>(
	exchange: { request: Request; response: Response },
	maxBytes: number,
	use: (bytes: Uint8Array) => Promise<Done>,
) => Promise<Done>

/**
 * Limits the memory that uploads take together (HTTP3). Only received bytes count, so that a slow client
 * blocks nobody.
 */
export function createUploadBudget(bounds: UploadBounds): UploadBudget {
	const { maxTotalBytes, maxPerSender, maxUploads, retryAfterS } = bounds
	const senders: string[] = []
	let totalBytes = 0
	return async ({ request, response }, maxBytes, use) => {
		let ownBytes = 0
		const busy = () => {
			response.set('Retry-After', String(retryAfterS))
			return new AppError('busy')
		}
		const sender = request.get('Authorization') ?? ''
		const announced = Number(request.get('Content-Length') ?? 0)
		const own = senders.filter((other) => other === sender).length
		if (senders.length >= maxUploads || own >= maxPerSender) throw busy()
		if (announced <= maxBytes && totalBytes + announced > maxTotalBytes) throw busy()
		senders.push(sender)
		try {
			const bytes = await readBytes(request, maxBytes, (count) => {
				if (totalBytes + count > maxTotalBytes) throw busy()
				totalBytes += count
				ownBytes += count
			})
			return await use(bytes)
		} finally {
			totalBytes -= ownBytes
			senders.splice(senders.indexOf(sender), 1)
		}
	}
}

/** An upload without data for this long is given up. */
const MAX_IDLE_MS = 30_000
/** The largest file over a slow line, 60 KB a second. Node's `requestTimeout` is set to it, too. */
export const MAX_UPLOAD_MS = 15 * 60_000

/**
 * Reads a body of at most `maxBytes`. Throws `too_large`, `invalid_input` for an interrupted one,
 * and what `onBytes` throws.
 */
async function readBytes(request: Request, maxBytes: number, onBytes: (count: number) => void): Promise<Uint8Array> {
	const announced = Number(request.get('Content-Length') ?? 0)
	if (announced > maxBytes) throw tooLarge(maxBytes)
	// A body of a known length is never in memory twice. What has not been received takes no memory yet.
	const whole = Buffer.allocUnsafeSlow(announced)
	const chunks: Uint8Array[] = []
	let size = 0
	let idle: NodeJS.Timeout | undefined
	let overdue: NodeJS.Timeout | undefined
	const timedOut = new Promise<never>((_, reject) => {
		const giveUp = () => reject(new AppError('invalid_input', 'This upload timed out.'))
		idle = setTimeout(giveUp, MAX_IDLE_MS)
		overdue = setTimeout(giveUp, MAX_UPLOAD_MS)
	})
	const read = async () => {
		// The connection stays open for the error response.
		for await (const chunk of request.iterator({ destroyOnReturn: false })) {
			idle?.refresh()
			size += chunk.length
			if (size > maxBytes) throw tooLarge(maxBytes)
			onBytes(chunk.length)
			if (announced > 0) whole.set(chunk, size - chunk.length)
			else chunks.push(chunk)
		}
	}
	try {
		await Promise.race([read(), timedOut])
	} catch (cause) {
		throw request.destroyed ? new AppError('invalid_input', 'This upload was interrupted.') : cause
	} finally {
		clearTimeout(idle)
		clearTimeout(overdue)
	}
	return announced > 0 ? whole.subarray(0, size) : Buffer.concat(chunks)
}

function tooLarge(maxBytes: number): AppError {
	return new AppError('too_large', `The limit is ${Math.floor(maxBytes / 1024 / 1024)} MB.`)
}

/** The rest of the body of a rejected request is read and discarded for this long. */
const LINGER_MS = 2000

/**
 * Ends the connection of a request that is answered before its body was read, shortly after the
 * answer: a connection that is closed with unread bytes is reset, and the reset can overtake the
 * answer.
 */
export function discardUnreadBody(request: Request, response: Response): void {
	response.once('finish', () => {
		if (request.complete) return
		request.resume()
		const timer = setTimeout(() => request.destroy(), LINGER_MS)
		request.once('close', () => clearTimeout(timer))
	})
}

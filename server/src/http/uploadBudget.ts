import type { Request, Response } from 'express'
import { AppError } from '../errors.ts'

interface UploadBounds {
	/** How many bytes of request bodies are in memory at the same time. */
	maxTotalBytes: number
	/** When a rejected client should try again, in seconds. */
	retryAfterS: number
}

/** Receives a body of at most `maxBytes` and runs `use` on it. Throws `busy`, with `Retry-After`, if the budget is used up. */
export type UploadBudget = <Done>(
	exchange: { request: Request; response: Response },
	maxBytes: number,
	use: (bytes: Uint8Array) => Promise<Done>,
) => Promise<Done>

/**
 * Limits the memory that uploads take together. Only received bytes count, so that a slow client blocks nobody. The
 * connection of a rejected upload is closed, because the rest of its body is not read.
 */
export function createUploadBudget({ maxTotalBytes, retryAfterS }: UploadBounds): UploadBudget {
	let totalBytes = 0
	return async ({ request, response }, maxBytes, use) => {
		let ownBytes = 0
		const busy = () => {
			response.set('Retry-After', String(retryAfterS))
			return new AppError('busy')
		}
		response.set('Connection', 'close')
		const announced = Number(request.get('Content-Length') ?? 0)
		if (announced <= maxBytes && totalBytes + announced > maxTotalBytes) throw busy()
		try {
			const bytes = await readBytes(request, maxBytes, (count) => {
				if (totalBytes + count > maxTotalBytes) throw busy()
				totalBytes += count
				ownBytes += count
			})
			response.removeHeader('Connection')
			return await use(bytes)
		} finally {
			totalBytes -= ownBytes
		}
	}
}

/** An upload without data for this long is given up. */
const MAX_IDLE_MS = 30_000
/** The largest file over a slow line, 60 KB a second. Node's `requestTimeout` is set to it, too. */
export const MAX_UPLOAD_MS = 15 * 60_000

/** Reads a body of at most `maxBytes`. Throws `too_large`, `invalid_input` for an interrupted one, and what `onBytes` throws. */
async function readBytes(request: Request, maxBytes: number, onBytes: (count: number) => void): Promise<Uint8Array> {
	if (Number(request.get('Content-Length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
	const chunks: Uint8Array[] = []
	let size = 0
	let idle: NodeJS.Timeout | undefined
	let overdue: NodeJS.Timeout | undefined
	const timedOut = new Promise<never>((_, reject) => {
		const giveUp = () => reject(new AppError('invalid_input', 'This request stood still for too long.'))
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
			chunks.push(chunk)
		}
	}
	try {
		await Promise.race([read(), timedOut])
	} catch (cause) {
		throw request.destroyed ? new AppError('invalid_input', 'This request broke off.') : cause
	} finally {
		clearTimeout(idle)
		clearTimeout(overdue)
	}
	return Buffer.concat(chunks)
}

function tooLarge(maxBytes: number): AppError {
	return new AppError('too_large', `At most ${Math.floor(maxBytes / 1024 / 1024)} MB are taken here.`)
}

import type { Request, Response } from 'express'
import { AppError } from '../errors.ts'

/** How many bytes of bodies may be in memory at once, and after how many seconds who finds no room is to come back. */
interface UploadBounds {
	mostBytes: number
	retryS: number
}

/** Receives a body and does something with it; throws `busy` where there is no room for it. */
export type UploadBudget = <Done>(
	exchange: { request: Request; response: Response },
	maxBytes: number,
	use: (bytes: Uint8Array) => Promise<Done>,
) => Promise<Done>

/**
 * Bounds the memory that bodies take by what has come of them: who sends slowly takes little, and keeps nobody out. What is
 * refused before it was read is not read to its end.
 */
export function createUploadBudget({ mostBytes, retryS }: UploadBounds): UploadBudget {
	let held = 0
	return async ({ request, response }, maxBytes, use) => {
		let own = 0
		const busy = () => {
			response.set('Retry-After', String(retryS))
			return new AppError('busy')
		}
		response.set('Connection', 'close')
		const coming = Number(request.get('Content-Length') ?? 0)
		if (coming <= maxBytes && held + coming > mostBytes) throw busy()
		try {
			const bytes = await readBytes(request, maxBytes, (count) => {
				if (held + count > mostBytes) throw busy()
				held += count
				own += count
			})
			response.removeHeader('Connection')
			return await use(bytes)
		} finally {
			held -= own
		}
	}
}

/** Who sends nothing for so long is gone. */
const MAX_IDLE_MS = 30_000
/** The largest file over the slowest line of a hall, 60 KB a second. Node's own bound is set to it too. */
export const MAX_UPLOAD_MS = 15 * 60_000

/**
 * A request's body, read no further than `maxBytes`; `onBytes` is told how much came, and may throw. Throws `too_large` for a
 * larger one, `invalid_input` for one that breaks off or stands still.
 */
async function readBytes(
	request: Request,
	maxBytes: number,
	onBytes: (count: number) => void = () => {},
): Promise<Uint8Array> {
	if (Number(request.get('Content-Length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
	const chunks: Uint8Array[] = []
	let size = 0
	let silence: NodeJS.Timeout | undefined
	let overdue: NodeJS.Timeout | undefined
	const standingStill = new Promise<never>((_, reject) => {
		const giveUp = () => reject(new AppError('invalid_input', 'This request stood still for too long.'))
		silence = setTimeout(giveUp, MAX_IDLE_MS)
		overdue = setTimeout(giveUp, MAX_UPLOAD_MS)
	})
	const read = async () => {
		// What is given up half-way must still be answered, so the line stays.
		for await (const chunk of request.iterator({ destroyOnReturn: false })) {
			silence?.refresh()
			size += chunk.length
			if (size > maxBytes) throw tooLarge(maxBytes)
			onBytes(chunk.length)
			chunks.push(chunk)
		}
	}
	try {
		await Promise.race([read(), standingStill])
	} catch (cause) {
		throw request.destroyed ? new AppError('invalid_input', 'This request broke off.') : cause
	} finally {
		clearTimeout(silence)
		clearTimeout(overdue)
	}
	return Buffer.concat(chunks)
}

function tooLarge(maxBytes: number): AppError {
	return new AppError('too_large', `At most ${Math.floor(maxBytes / 1024 / 1024)} MB are taken here.`)
}

import type { Request, Response } from 'express'
import { AppError } from '../errors.ts'
import { readBytes } from './readBytes.ts'

/** How many bytes of bodies may be in memory at once, and after how many seconds who finds no room is to come back. */
interface IntakeBounds {
	mostBytes: number
	retryS: number
}

/** Receives a body and does something with it; throws `busy` where there is no room for it. */
export type Intake = <Done>(
	exchange: { request: Request; response: Response },
	maxBytes: number,
	use: (bytes: Uint8Array) => Promise<Done>,
) => Promise<Done>

/**
 * Bounds the memory that bodies take by what has come of them: who sends slowly takes little, and keeps nobody out. What is
 * refused before it was read is not read to its end.
 */
export function createIntake({ mostBytes, retryS }: IntakeBounds): Intake {
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

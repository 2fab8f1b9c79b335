import type { Request } from 'express'
import { AppError } from '../errors.ts'

/** Over a slow line the largest picture takes a minute; who takes longer is cut off. */
const MAX_READ_MS = 120_000

/** A request's body, read no further than `maxBytes`. Throws `too_large` for a larger one, `invalid_input` for one that breaks off. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
	if (Number(request.get('Content-Length') ?? 0) > maxBytes) throw new AppError('too_large')
	const chunks: Uint8Array[] = []
	let size = 0
	const overdue = setTimeout(() => request.destroy(), MAX_READ_MS)
	try {
		// What is given up half-way must still be answered, so the line stays.
		for await (const chunk of request.iterator({ destroyOnReturn: false })) {
			size += chunk.length
			if (size > maxBytes) throw new AppError('too_large')
			chunks.push(chunk)
		}
	} catch (cause) {
		throw request.destroyed ? new AppError('invalid_input', 'This request broke off.') : cause
	} finally {
		clearTimeout(overdue)
	}
	return Buffer.concat(chunks)
}

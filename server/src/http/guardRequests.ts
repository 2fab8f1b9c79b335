import type { RequestHandler } from 'express'
import express from 'express'
import { AppError } from '../errors.ts'
import { addressKey } from './addressKey.ts'

/** The routes that take a file: they read the body themselves, whatever its type is said to be. */
const TAKES_FILE = /^\/api\/(exchange|host\/logo|[^/]+\/[^/]+\/(import|images|report))\/?$/i
const MAX_JSON = '256kb'

interface RequestBounds {
	/** Requests of one address at the same time. */
	maxRequestsPerAddress: number
	/** In which the body of a request has to arrive, other than a file. */
	bodyMs: number
}

/** Limits how many requests of an address are answered at the same time (HTTP1). Throws `busy`. */
export function limitRequests({ maxRequestsPerAddress }: Pick<RequestBounds, 'maxRequestsPerAddress'>): RequestHandler {
	const open = new Map<string, number>()
	return (request, response, next) => {
		const key = addressKey(request.ip ?? '')
		const count = open.get(key) ?? 0
		if (count >= maxRequestsPerAddress) {
			response.set('Connection', 'close')
			throw new AppError('busy')
		}
		open.set(key, count + 1)
		response.once('close', () => {
			const left = (open.get(key) ?? 1) - 1
			if (left > 0) open.set(key, left)
			else open.delete(key)
		})
		next()
	}
}

/** Reads JSON bodies. A sender that takes too long is cut off, also where the body is not read (HTTP2). */
export function readJson({ bodyMs }: Pick<RequestBounds, 'bodyMs'>): RequestHandler {
	const parse = express.json({ limit: MAX_JSON })
	return (request, response, next) => {
		if (request.method === 'POST' && TAKES_FILE.test(request.path)) return next()
		if (request.complete) return parse(request, response, next)
		const overdue = setTimeout(() => request.destroy(), bodyMs)
		const done = () => clearTimeout(overdue)
		request.once('end', done).once('close', done)
		parse(request, response, next)
	}
}

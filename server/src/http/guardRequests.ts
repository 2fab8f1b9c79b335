import type { RequestHandler } from 'express'
import express from 'express'
import { AppError } from '../errors.ts'
import { addressKey } from './addressKey.ts'

/** Routes that take a file. They read the body themselves, for any `Content-Type`. */
const TAKES_FILE = /^\/api\/(exchange|host\/(logo|import)|[^/]+\/[^/]+\/(import|images|documents|report))\/?$/i
/** A JSON body. @limit server: `too_large` */
const MAX_JSON_BYTES = 256 * 1024
/** Time for the rest of the body of an answered request (HTTP2a). @limit server: closed */
const LINGER_MS = 2000

interface RequestBounds {
	/** Maximum number of requests of one address at the same time. */
	maxRequestsPerAddress: number
	/** Time in ms in which the body of a request has to arrive, except for a file. */
	bodyMs: number
}

/**
 * Ends the connection of a request that is answered before its body was read, shortly after the
 * answer (HTTP2): a connection that is closed with unread bytes is reset, and the reset can
 * overtake the answer.
 */
export const discardUnreadBody: RequestHandler = (request, response, next) => {
	response.once('finish', () => {
		if (request.complete) return
		request.resume()
		const timer = setTimeout(() => request.destroy(), LINGER_MS)
		request.once('close', () => clearTimeout(timer))
	})
	next()
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

/**
 * Parses JSON bodies. Disconnects a sender whose body takes too long, also if the body is not read
 * (HTTP2).
 */
export function readJson({ bodyMs }: Pick<RequestBounds, 'bodyMs'>): RequestHandler {
	const parse = express.json({ limit: MAX_JSON_BYTES })
	return (request, response, next) => {
		if (request.method === 'POST' && TAKES_FILE.test(request.path)) return next()
		if (request.complete) return parse(request, response, next)
		const overdue = setTimeout(() => request.destroy(), bodyMs)
		const done = () => clearTimeout(overdue)
		request.once('end', done).once('close', done)
		parse(request, response, next)
	}
}

import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { codeOf } from '../../codeOf.ts'
import { type Resolve, type ResolvedAddress, resolveAllowed } from './allowedAddress.ts'
import { FeedError, type FeedSource } from './FeedSource.ts'

/*
 * Requests to a server that the host of this one has configured. Neither that server nor any other
 * that answers for its name is trusted: every connection goes to a checked address, on the
 * configured origin; a response is limited in bytes, compressed and uncompressed, and in time.
 */

const MAX_REDIRECTS = 3

interface SourceRequest {
	source: FeedSource
	/** Path and query below the source's address, which no answer of a server can replace. */
	path: string
	headers?: Record<string, string>
	/** Maximum number of bytes of the body, compressed and uncompressed. */
	maxBytes: number
	/** Time limit in ms, from resolving the name to the last byte. */
	maxMs: number
}

interface SourceResponse {
	status: 200 | 304
	headers: IncomingMessage['headers']
	bytes: Buffer
}

/** Fetches a path of a followed server (FOLLOW2, FOLLOW3). Throws a `FeedError`. */
export async function fetchFromSource(request: SourceRequest, resolve?: Resolve): Promise<SourceResponse> {
	const timeout = AbortSignal.timeout(request.maxMs)
	try {
		return await untilAborted(fetchAllowingRedirects(request, timeout, resolve), timeout)
	} catch (cause) {
		if (cause instanceof FeedError) throw cause
		if (timeout.aborted) throw new FeedError('timedOut', `It takes longer than ${request.maxMs / 1000} s.`, { cause })
		throw new FeedError('unreachable', `It cannot be reached${inBrackets(codeOf(cause))}.`, { cause })
	}
}

/** Rejects once the signal aborts, since resolving a name cannot be aborted itself. */
async function untilAborted<Done>(work: Promise<Done>, signal: AbortSignal): Promise<Done> {
	const aborted = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true })
	})
	work.catch(() => {})
	return Promise.race([work, aborted])
}

async function fetchAllowingRedirects(
	request: SourceRequest,
	signal: AbortSignal,
	resolve?: Resolve,
): Promise<SourceResponse> {
	const { url: address } = request.source
	let url = new URL(address + request.path)
	for (let redirects = 0; ; redirects++) {
		const response = await send(url, { ...request, signal }, resolve)
		try {
			const { statusCode: status = 0, headers } = response
			if (status === 304) return { status, headers, bytes: Buffer.alloc(0) }
			if (status === 200) return { status, headers, bytes: await readBody(response, request.maxBytes, signal) }
			const target = redirectTarget(response, url)
			if (!target) throw new FeedError('status', `It answers with ${status}.`)
			if (!target.href.startsWith(`${address}/`) || redirects >= MAX_REDIRECTS)
				throw new FeedError('redirected', `It redirects to ${target.origin}. Follow that address instead.`)
			url = target
		} finally {
			response.destroy()
		}
	}
}

function redirectTarget({ statusCode = 0, headers }: IncomingMessage, url: URL): URL | null {
	const { location } = headers
	if (![301, 302, 303, 307, 308].includes(statusCode) || !location || !URL.canParse(location, url.href)) return null
	return new URL(location, url)
}

async function send(
	url: URL,
	{ source, headers = {}, signal }: SourceRequest & { signal: AbortSignal },
	resolve?: Resolve,
): Promise<IncomingMessage> {
	const addresses = await resolveAllowed(url, source, resolve)
	signal.throwIfAborted()
	const { request } = url.protocol === 'https:' ? https : http
	return new Promise((done, reject) => {
		const sent = request(url, {
			agent: false,
			signal,
			lookup: lookupIn(addresses),
			headers: { 'User-Agent': 'Charrette', 'Accept-Encoding': 'gzip', ...headers },
		})
		// A response that is not read to its end may still emit an error.
		sent.on('error', reject).on('response', (response) => done(response.on('error', () => {})))
		sent.end()
	})
}

/**
 * Returns a lookup that answers with the checked addresses, even if the name resolves to others by
 * now (DNS rebinding).
 */
export function lookupIn(addresses: readonly ResolvedAddress[]): LookupFunction {
	return (_name, { all }, done) => {
		const [first] = addresses
		if (all) done(null, [...addresses])
		else done(null, first?.address ?? '', first?.family ?? 4)
	}
}

async function readBody(response: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
	const { 'content-encoding': encoding = 'identity', 'content-length': announced } = response.headers
	if (Number(announced ?? 0) > maxBytes) throw tooLargeError(maxBytes)
	if (encoding !== 'identity' && encoding !== 'gzip')
		throw new FeedError('noFeed', `It answers in an encoding that was not asked for: ${encoding.slice(0, 20)}.`)
	const chunks: Buffer[] = []
	const collect = async (source: AsyncIterable<Buffer>) => {
		for await (const chunk of source) chunks.push(chunk)
	}
	try {
		// Bytes are counted before and after decompression: few compressed bytes can become many, and
		// many empty parts none.
		const packed = countBytes(maxBytes)
		if (encoding === 'identity') await pipeline(response, packed, collect, { signal })
		else await pipeline(response, packed, createGunzip(), countBytes(maxBytes), collect, { signal })
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))
			throw new FeedError('noFeed', 'It answers with data that cannot be unpacked.', { cause })
		throw cause
	}
	return Buffer.concat(chunks)
}

function countBytes(maxBytes: number) {
	return async function* count(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		let total = 0
		for await (const chunk of source) {
			total += chunk.length
			if (total > maxBytes) throw tooLargeError(maxBytes)
			yield chunk
		}
	}
}

function tooLargeError(maxBytes: number): FeedError {
	return new FeedError('tooLarge', `It answers with more than ${Math.floor(maxBytes / 1024 / 1024)} MB.`)
}

const inBrackets = (code: string) => code && ` (${code})`

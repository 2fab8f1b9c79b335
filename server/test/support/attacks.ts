import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import type { RawClient } from './rawClient.ts'

/** Encodes a frame from its type and parts, which are varuints or length-prefixed bytes. */
export function frameOf(...parts: (number | Uint8Array)[]): Uint8Array {
	return encoding.encode((encoder) => {
		for (const part of parts) {
			if (typeof part === 'number') encoding.writeVarUint(encoder, part)
			else encoding.writeVarUint8Array(encoder, part)
		}
	})
}

/** Encodes an awareness frame with one entry, whose header announces `count` entries. */
export function awarenessFrame(count: number, client: number, clock: number, json: string): Uint8Array {
	const update = encoding.encode((encoder) => {
		for (const part of [count, client, clock]) encoding.writeVarUint(encoder, part)
		encoding.writeVarString(encoder, json)
	})
	return frameOf(1, update)
}

const BATCH = 200
/**
 * The number of bytes that an attacker has in flight. Beyond it, the attacker waits for the line.
 */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024

interface FloodOptions {
	count: number
	/** Time that the attacker continues while the server reads slowly or not at all. */
	forMs?: number
}

/**
 * Sends frames as fast as the server reads them, until all are sent, the socket is closed or the
 * time is over. Returns the number of sent frames.
 */
export async function floodFrames(
	{ socket }: Pick<RawClient, 'socket'>,
	frameAt: (index: number) => Uint8Array,
	{ count, forMs = 2000 }: FloodOptions,
): Promise<number> {
	const end = performance.now() + forMs
	let sent = 0
	while (sent < count && socket.readyState === WebSocket.OPEN && performance.now() < end) {
		for (let i = 0; i < BATCH && sent < count; i++) socket.send(frameAt(sent++))
		do await new Promise((resolve) => setImmediate(resolve))
		while (socket.bufferedAmount > MAX_BUFFERED_BYTES && performance.now() < end)
	}
	return sent
}

/** Runs this many jobs, `atOnce` at a time, and returns their results in order. */
export async function inParallel<Done>(
	count: number,
	atOnce: number,
	run: (index: number) => Promise<Done>,
): Promise<Done[]> {
	const results: Done[] = []
	let next = 0
	const work = async () => {
		while (next < count) {
			const index = next++
			results[index] = await run(index)
		}
	}
	await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work))
	return results
}

/** Returns how many times each value occurs. */
export function tally(values: readonly (number | string)[]): Record<string, number> {
	const counts: Record<string, number> = {}
	for (const value of values) counts[value] = (counts[value] ?? 0) + 1
	return counts
}

/** A request that an attacker composes. */
export interface RawRequest {
	method?: string
	headers?: Record<string, string>
	body?: string | Uint8Array | undefined
}

/** The answer to a request. The code of an error is the code in its body. */
export interface RawResponse {
	status: number
	code: string
	headers: IncomingHttpHeaders
	text: string
}

/**
 * Sends a request on a connection of its own. If the server closes the connection while the body is
 * still being sent, the result has the status 0 and the code `closed`, unless the answer arrived.
 */
export function ask(url: string, { method = 'GET', headers = {}, body }: RawRequest = {}): Promise<RawResponse> {
	return new Promise((resolve) => {
		const sent = request(url, { method, headers, agent: false })
		sent.once('error', () => resolve({ status: 0, code: 'closed', headers: {}, text: '' }))
		sent.once('response', async (response) => {
			const status = response.statusCode ?? 0
			const answer = await text(response).catch(() => '')
			resolve({ status, code: status >= 400 ? codeIn(answer) : '', headers: response.headers, text: answer })
			sent.destroy()
		})
		sent.end(body)
	})
}

function codeIn(body: string): string {
	try {
		return (JSON.parse(body) as { error?: { code: string } }).error?.code ?? 'other'
	} catch {
		// A page, or an answer of Node itself.
		return 'other'
	}
}

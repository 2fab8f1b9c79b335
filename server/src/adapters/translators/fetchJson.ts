import { TranslatorError } from '../../ports/Translator.ts'

const MAX_MS = 60_000
const MAX_BYTES = 4 * 2 ** 20

interface JsonRequest {
	url: string
	headers?: Record<string, string>
	body?: unknown
	signal: AbortSignal
	maxMs?: number
}

/**
 * Requests JSON from the host's translator, with limits for time and size. Throws a
 * `TranslatorError`, or the reason of the signal.
 */
export async function fetchJson({ url, headers, body, signal, maxMs = MAX_MS }: JsonRequest): Promise<unknown> {
	const timeout = AbortSignal.timeout(maxMs)
	try {
		const response = await fetch(url, {
			...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
			headers: {
				Accept: 'application/json',
				...(body !== undefined && { 'Content-Type': 'application/json' }),
				...headers,
			},
			redirect: 'error',
			signal: AbortSignal.any([signal, timeout]),
		})
		if (!response.ok) {
			await response.body?.cancel()
			const isBusy = response.status === 429 || response.status === 503
			const message = `The translator answered with status ${response.status}.`
			throw new TranslatorError(isBusy ? 'busy' : 'refused', message, { retryAfterMs: retryAfterOf(response) })
		}
		return JSON.parse(await readText(response))
	} catch (cause) {
		signal.throwIfAborted()
		if (cause instanceof TranslatorError) throw cause
		if (timeout.aborted)
			throw new TranslatorError('timedOut', `The translator took more than ${maxMs / 1000} s.`, { cause })
		if (cause instanceof SyntaxError) throw new TranslatorError('badAnswer', 'The answer is not JSON.', { cause })
		throw new TranslatorError('unreachable', 'The translator cannot be reached, or broke off.', { cause })
	}
}

/** Returns the time in `Retry-After`, which is in seconds or a date; 0 without one. */
function retryAfterOf({ headers }: Response): number {
	const value = headers.get('Retry-After') ?? ''
	const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
	return Number.isNaN(ms) ? 0 : Math.max(0, ms)
}

async function readText(response: Response): Promise<string> {
	const decoder = new TextDecoder()
	let [text, bytes] = ['', 0]
	for await (const chunk of response.body ?? []) {
		bytes += chunk.length
		if (bytes > MAX_BYTES) throw new TranslatorError('badAnswer', `The answer has more than ${MAX_BYTES} bytes.`)
		text += decoder.decode(chunk, { stream: true })
	}
	return text + decoder.decode()
}

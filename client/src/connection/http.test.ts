import { afterEach, describe, expect, it } from 'vitest'
import { ApiError, call, callJson, failureOf, readBlob, readFailure } from './http.ts'

describe('the code of a failed call', () => {
	const codeOf = async (error: object) => failureOf(await readFailure(new Response(JSON.stringify({ error }))))

	it('is the reason, if the server gives one', async () => {
		expect(await codeOf({ code: 'not_now', reason: 'too_many_shares', message: '' })).toBe('too_many_shares')
	})

	it('is the error code, if a newer server gives a reason that this client does not know', async () => {
		expect(await codeOf({ code: 'not_now', reason: 'eclipse', message: '' })).toBe('not_now')
	})
})

describe('the time that a call may take', () => {
	const { fetch } = globalThis
	afterEach(() => {
		globalThis.fetch = fetch
	})

	/**
	 * Replaces `fetch` by a network whose server answers with `answer`, or never if it returns null.
	 * An abort ends the call.
	 */
	function answerWith(answer: () => Response | null): void {
		globalThis.fetch = (_url, init) =>
			new Promise((resolve, reject) => {
				init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
				const response = answer()
				if (response) resolve(abortable(response, init?.signal))
			})
	}
	/**
	 * Returns a response whose endless body is cut when the call is aborted, as a browser does it.
	 */
	function abortable(response: Response, signal: AbortSignal | null | undefined): Response {
		const { readable, writable } = new TransformStream()
		void response.body?.pipeTo(writable, signal ? { signal } : {}).catch(() => {})
		return new Response(readable, { status: response.status, headers: response.headers })
	}
	const codeOf = (failed: Promise<unknown>) => failed.then(() => 'no failure', failureOf)

	it('is limited while a server accepts the call and sends no answer', async () => {
		answerWith(() => null)
		expect(await codeOf(callJson('/api', { answerMs: 20 }))).toBe('offline')
	})

	it('is limited while the rest of a JSON answer does not arrive', async () => {
		const begun = new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode('{"cards":')) })
		answerWith(() => new Response(begun))
		expect(await codeOf(callJson('/api', { answerMs: 20 }))).toBe('offline')
	})

	it('is extended by each part of a file', async () => {
		const extended: number[] = []
		answerWith(() => new Response('a file'))
		const blob = await call('/api', {}, (response, deadline) =>
			readBlob(response, { ...deadline, extend: (ms) => extended.push(ms) }),
		)
		expect([await blob.text(), extended.length]).toEqual(['a file', 2])
	})

	it('ends with the reason of the caller, if the caller aborts', async () => {
		const controller = new AbortController()
		answerWith(() => {
			queueMicrotask(() => controller.abort(new Error('closed')))
			return null
		})
		const thrown = await callJson('/api', { signal: controller.signal }).catch((error: unknown) => error)
		expect(thrown).toEqual(new Error('closed'))
	})

	it('ends with the wait that a busy server asks for', async () => {
		const body = '{"error":{"code":"busy","message":""}}'
		answerWith(() => new Response(body, { status: 503, headers: { 'retry-after': '7' } }))
		const thrown = await callJson('/api').catch((error: unknown) => error)
		expect(thrown).toBeInstanceOf(ApiError)
		expect(thrown).toMatchObject({ code: 'busy', retryAfterMs: 7000 })
	})
})

describe('[NET2] a captive portal, which answers in place of the server,', () => {
	const { fetch } = globalThis
	afterEach(() => {
		globalThis.fetch = fetch
	})
	const codeFrom = (
		status: number,
		headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' },
	) => {
		globalThis.fetch = async () => new Response('<h1>Welcome to our Wi-Fi</h1>', { status, headers })
		return call('/api', {}, readBlob).then(() => 'no failure', failureOf)
	}

	it('is no answer of the server: with its page, or where it says what it is', async () => {
		expect([await codeFrom(200), await codeFrom(511)]).toEqual(['offline', 'offline'])
	})

	it('is not confused with a page that the server sends as a file', async () => {
		const headers = { 'content-type': 'text/html', 'content-disposition': 'attachment; filename="board.html"' }
		expect(await codeFrom(200, headers)).toBe('no failure')
	})
})

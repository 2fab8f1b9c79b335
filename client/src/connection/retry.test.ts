import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, type FailureCode } from './http.ts'
import { callWithRetry, isRetried, retryCall, retryDelayMs } from './retry.ts'

describe('the retry policy of calls', () => {
	const retriesOf = (code: FailureCode) => {
		const error = new ApiError(code, '')
		for (let failures = 0; failures < 50; failures++) if (!isRetried(failures, error)) return failures
		return Number.POSITIVE_INFINITY
	}

	it('retries without limit while the server cannot be reached or is full', () => {
		for (const code of ['offline', 'busy', 'storage_failed'] as const)
			expect(retriesOf(code)).toBe(Number.POSITIVE_INFINITY)
	})

	it('retries a server error three times, and never a call that the server refuses', () => {
		expect(retriesOf('internal')).toBe(3)
		for (const code of ['not_found', 'not_allowed', 'removed', 'too_many_shares'] as const)
			expect(retriesOf(code)).toBe(0)
	})

	it('waits longer after each failure, at most 5 seconds, with jitter', () => {
		expect([0, 1, 2, 3, 4, 9].map((failures) => retryDelayMs(failures, null, 1))).toEqual([
			500, 1000, 2000, 4000, 5000, 5000,
		])
		expect(retryDelayMs(9, null, 0)).toBe(2500)
	})

	it('waits as long as the server asks for, at most a minute', () => {
		const askedFor = (ms: number) => new ApiError('busy', '', ms)
		expect(retryDelayMs(0, askedFor(12_000), 0)).toBe(12_000)
		expect(retryDelayMs(0, askedFor(3_600_000), 0)).toBe(60_000)
	})
})

describe('a call that is retried', () => {
	it('is not made if it is stopped in the same step, as the first effect of StrictMode is', async () => {
		let calls = 0
		const call = async () => ++calls
		retryCall(call, { onAnswer() {}, onFailure() {} })()
		await new Promise<void>((resolve) => {
			retryCall(call, { onAnswer: () => resolve(), onFailure() {} })
		})
		expect(calls).toBe(1)
	})

	/** Runs `retryCall` with answers in this order; each wait ends immediately. */
	async function run(answers: (FailureCode | { retryAfterMs: number } | 'fine')[]) {
		const reported: string[] = []
		const waits: number[] = []
		await new Promise<void>((resolve) => {
			retryCall(
				async () => {
					const next = answers.shift() ?? 'fine'
					if (typeof next === 'object') throw new ApiError('busy', '', next.retryAfterMs)
					if (next !== 'fine') throw new ApiError(next, '')
					return next
				},
				{
					onAnswer(answer) {
						reported.push(answer)
						resolve()
					},
					onFailure(failure, willRetry) {
						reported.push(failure)
						if (!willRetry) resolve()
					},
				},
				(again, ms) => {
					waits.push(ms)
					queueMicrotask(again)
					return () => {}
				},
			)
		})
		return { reported, waits }
	}

	it('goes on after `offline`, `busy` and `storage_failed`, until it succeeds', async () => {
		const { reported, waits } = await run(['offline', { retryAfterMs: 8000 }, 'storage_failed', 'fine'])
		expect(reported).toEqual(['offline', 'busy', 'storage_failed', 'fine'])
		expect(waits[1]).toBeGreaterThanOrEqual(8000)
	})

	it('ends when the server refuses it', async () => {
		expect((await run(['busy', 'unknown_code'])).reported).toEqual(['busy', 'unknown_code'])
	})
})

describe('a call of a job of many calls', () => {
	beforeEach(() => void vi.useFakeTimers())
	afterEach(() => void vi.useRealTimers())

	const run = (failures: unknown[], signal = new AbortController().signal) => {
		const waits: boolean[] = []
		const left = [...failures]
		const call = async () => {
			if (left.length > 0) throw left.shift()
			return 'file'
		}
		const result = callWithRetry({ signal, onWaiting: (isWaiting) => waits.push(isWaiting) }, call)
		return { result, waits }
	}

	it('[PACK2a] waits for a server that is busy, as long as it asks for, or cannot be reached', async () => {
		const { result, waits } = run([new ApiError('busy', '', 7000), new ApiError('offline', '')])
		await vi.advanceTimersByTimeAsync(6999)
		expect(waits).toEqual([true])
		await vi.advanceTimersByTimeAsync(5000)
		await expect(result).resolves.toBe('file')
		expect(waits).toEqual([true, true, false])
	})

	it.each([new ApiError('not_found', ''), new Error('no call failed')])('throws %s at once', async (failure) => {
		const { result, waits } = run([failure])
		await expect(result).rejects.toBe(failure)
		expect(waits).toEqual([])
	})

	it('stops waiting when the job is cancelled', async () => {
		const controller = new AbortController()
		const { result } = run([new ApiError('busy', '', 60_000)], controller.signal)
		const rejected = expect(result).rejects.toThrow('cancelled')
		await vi.advanceTimersByTimeAsync(10)
		controller.abort(new Error('cancelled'))
		await rejected
	})
})

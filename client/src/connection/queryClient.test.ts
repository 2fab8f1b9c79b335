import { describe, expect, it } from 'vitest'
import { ApiError, type FailureCode } from './http.ts'
import { isRetried, retryDelayMs } from './queryClient.tsx'

describe('the retry policy of queries', () => {
	const retriesOf = (code: FailureCode) => {
		const error = new ApiError(code, '')
		for (let failures = 0; failures < 50; failures++) if (!isRetried(failures, error)) return failures
		return Number.POSITIVE_INFINITY
	}

	it('retries without an end while the server cannot be reached or is full', () => {
		for (const code of ['offline', 'busy', 'storage_failed'] as const)
			expect(retriesOf(code)).toBe(Number.POSITIVE_INFINITY)
	})

	it('retries a server error three times, and never what the server refuses', () => {
		expect(retriesOf('internal')).toBe(3)
		for (const code of ['not_found', 'not_allowed', 'removed', 'too_many_shares'] as const)
			expect(retriesOf(code)).toBe(0)
	})

	it('waits longer after each failure, at most 5 seconds, and not all clients equally long', () => {
		expect([0, 1, 2, 3, 4, 9].map((failures) => retryDelayMs(failures, 1))).toEqual([500, 1000, 2000, 4000, 5000, 5000])
		expect(retryDelayMs(9, 0)).toBe(2500)
	})
})

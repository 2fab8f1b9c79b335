import { describe, expect, it } from 'vitest'
import { failureOf, readFailure } from './api.ts'

describe('what the server refuses is told', () => {
	const told = async (error: object) => failureOf(await readFailure(new Response(JSON.stringify({ error }))))

	it('by what stands in the way, where it says so', async () => {
		expect(await told({ code: 'not_now', reason: 'too_many_shares', message: '' })).toBe('too_many_shares')
	})

	it('by its code alone, where a newer server has a reason that is not known here', async () => {
		expect(await told({ code: 'not_now', reason: 'eclipse', message: '' })).toBe('not_now')
	})
})

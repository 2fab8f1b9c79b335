import { describe, expect, it } from 'vitest'
import { failureOf, readFailure } from './http.ts'

describe('the code of a failed call', () => {
	const codeOf = async (error: object) => failureOf(await readFailure(new Response(JSON.stringify({ error }))))

	it('is the reason, if the server gives one', async () => {
		expect(await codeOf({ code: 'not_now', reason: 'too_many_shares', message: '' })).toBe('too_many_shares')
	})

	it('is the error code, if a newer server gives a reason that this client does not know', async () => {
		expect(await codeOf({ code: 'not_now', reason: 'eclipse', message: '' })).toBe('not_now')
	})
})

import type { HostMachine, HostSession } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

const KEY = 'key-of-the-host'
let server: TestServer
beforeAll(async () => {
	server = await startServer({ CHARRETTE_ADMIN_KEY: KEY })
})
afterAll(() => server.stop())

const ERROR = { release: 'start-Bx81.js', message: 'TypeError: x is undefined', stack: '9ae16a3b', route: '/w/:id' }
/** Reports an error from this address; returns the status and the code of the answer. */
async function report(body: object, address = '192.0.2.1'): Promise<{ status: number; code: string | undefined }> {
	const response = await fetch(`${server.url}/api/client-errors`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address },
		body: JSON.stringify(body),
	})
	const answer = await response.text()
	return { status: response.status, code: answer === '' ? undefined : JSON.parse(answer).error.code }
}

async function readErrors(): Promise<HostMachine['clientErrors']> {
	const { token } = (await call<HostSession>(server.url, '/api/host/session', { body: { key: KEY } })).body
	return (await call<HostMachine>(server.url, '/api/host/machine', { token })).body.clientErrors
}

it('[HOST11] the host sees reported errors counted, without content', async () => {
	const before = Date.now()
	for (let times = 0; times < 3; times++) expect((await report(ERROR)).status).toBe(204)
	const quoting = { ...ERROR, message: 'SyntaxError: "Permits take years" is not valid, 许可证' }
	expect((await report(quoting)).status).toBe(204)
	const errors = await readErrors()
	expect(errors).toEqual([
		{ ...ERROR, count: 3, lastAt: expect.any(Number) },
		{ ...ERROR, message: 'SyntaxError: … is not valid, …', count: 1, lastAt: expect.any(Number) },
	])
	expect(errors[0]?.lastAt).toBeGreaterThanOrEqual(before)
})

it('[HOST11a] a report with other content is refused', async () => {
	for (const wrong of [
		{ ...ERROR, release: 'a text with words' },
		{ ...ERROR, stack: 'Permits' },
		{ ...ERROR, route: '/w/h4KQm2XDa81bcQ9z' },
		{ ...ERROR, message: 'x'.repeat(LIMITS.maxErrorMessageLength * 10 + 1) },
		{},
	])
		expect((await report(wrong)).code, JSON.stringify(wrong).slice(0, 80)).toBe('invalid_input')
	expect(await readErrors()).toHaveLength(2)
})

it('[HOST11b] an address sends a bounded number of reports, and a bounded number is listed', async () => {
	const statuses = new Set<number>()
	for (let index = 0; index < 2 * LIMITS.maxClientErrorsPerAddress; index++)
		statuses.add((await report(ERROR, '192.0.2.7')).status)
	expect([...statuses]).toEqual([204, 503])
	for (let index = 0; index < 200; index++)
		await report({ ...ERROR, stack: index.toString(16).padStart(8, '0') }, `192.0.3.${index}`)
	const errors = await readErrors()
	expect(errors).toHaveLength(101)
	expect(errors.find(({ message }) => message === 'other errors')?.count).toBe(102)
})

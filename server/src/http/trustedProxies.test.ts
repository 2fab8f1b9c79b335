import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { clientKey, trustProxies } from './trustedProxies.ts'

const requestFrom = (remoteAddress: string | undefined, forwarded?: string) =>
	({
		socket: { remoteAddress },
		headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
	}) as unknown as IncomingMessage

describe('[HTTP3c] the address of a client', () => {
	it('is taken only from a proxy on this machine by default', () => {
		const trust = trustProxies([])
		expect(clientKey(requestFrom('127.0.0.1', '203.0.113.7'), trust)).toBe('203.0.113.7')
		expect(clientKey(requestFrom('::ffff:127.0.0.1', '203.0.113.7'), trust)).toBe('203.0.113.7')
		expect(clientKey(requestFrom('10.0.0.5', '203.0.113.7'), trust)).toBe('10.0.0.5')
		expect(clientKey(requestFrom('198.51.100.1'), trust)).toBe('198.51.100.1')
	})

	it('is also taken from the proxies of the settings, which a client cannot impersonate', () => {
		const trust = trustProxies(['10.0.0.0/24', '2001:db8::1'])
		expect(clientKey(requestFrom('10.0.0.5', '203.0.113.7'), trust)).toBe('203.0.113.7')
		expect(clientKey(requestFrom('10.0.0.5', '192.0.2.9, 203.0.113.7'), trust)).toBe('203.0.113.7')
		expect(clientKey(requestFrom('127.0.0.1', '203.0.113.7, 10.0.0.5'), trust)).toBe('203.0.113.7')
		expect(clientKey(requestFrom('2001:db8::1', '203.0.113.7'), trust)).toBe('203.0.113.7')
		expect(clientKey(requestFrom('10.0.1.5', '203.0.113.7'), trust)).toBe('10.0.1.5')
	})

	it('is empty once the connection has ended', () => {
		expect(clientKey(requestFrom(undefined, '203.0.113.7'), trustProxies([]))).toBe('')
	})
})

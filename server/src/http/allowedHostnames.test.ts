import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createAllowedHostnames } from './allowedHostnames.ts'

const settings = { publicUrl: 'https://workshop.example.org', allowedHosts: ['board.lan'], host: '0.0.0.0' }
const { isAllowedHostname, isAllowedOrigin } = createAllowedHostnames(settings, 'Laptop')

describe('[HOST1] the host list', () => {
	it('has this machine, literal addresses, the public address and the allowed names, with any port', () => {
		for (const host of [
			'localhost:4400',
			'LAPTOP',
			'laptop.local.',
			'10.0.0.7:80',
			'[fe80::1]:4400',
			'workshop.example.org',
			'board.lan',
		])
			expect([host, isAllowedHostname(host)]).toEqual([host, true])
	})

	it('has no other names', () => {
		for (const host of [
			undefined,
			'',
			'evil.example',
			'evil.example:4400',
			'x.localhost',
			'localhost.evil.example',
			'board.lan@evil',
			'10.0.0.7.evil.example',
			'a b',
		])
			expect([host, isAllowedHostname(host)]).toEqual([host, false])
	})

	it('has every name if ALLOWED_HOSTS is *', () => {
		expect(createAllowedHostnames({ ...settings, allowedHosts: ['*'] }).isAllowedHostname('evil.example')).toBe(true)
	})

	it('allows pages of this server, and clients that are no browsers', () => {
		const from = (origin: string | undefined, host = '10.0.0.7:4400') =>
			isAllowedOrigin({ headers: { host, ...(origin === undefined ? {} : { origin }) } } as IncomingMessage)
		expect(
			[undefined, 'http://10.0.0.7:4400', 'https://workshop.example.org', 'http://localhost:5173'].map((one) =>
				from(one),
			),
		).toEqual(Array(4).fill(true))
		expect(['null', 'http://10.0.0.8:4400', 'https://evil.example', 'garbage'].map((one) => from(one))).toEqual(
			Array(4).fill(false),
		)
	})
})

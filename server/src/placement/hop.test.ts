import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { clientKey, trustProxies } from '../http/trustedProxies.ts'
import { hopHeaders, targetOfHop } from './hop.ts'

const trust = trustProxies(['10.0.0.5'])
const hop = { key: 'the key of the nodes', target: 'node two', trust }

function request(remoteAddress: string | undefined, headers: Record<string, string>): IncomingMessage {
	const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress, configurable: true })
	return Object.assign(new IncomingMessage(socket), { headers })
}

it.each([
	['from a trusted proxy', '10.0.0.5', '203.0.113.9', 'https', 'board.example.org'],
	['from a stranger who names another sender', '198.51.100.7', '198.51.100.7', 'http', 'inner:4400'],
])('[NODE3] a request that is passed on keeps its sender, %s', (_name, from, sender, protocol, host) => {
	const sent = request(from, {
		host: 'inner:4400',
		'x-forwarded-for': '203.0.113.9',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'board.example.org',
	})
	const headers = hopHeaders(sent, hop)
	expect(headers).toMatchObject({ 'x-forwarded-proto': protocol, 'x-forwarded-host': host })
	for (const peer of ['172.18.0.4', undefined]) {
		const received = request(peer, { host: 'inner:4400', ...headers })
		expect(targetOfHop(received, hop.key)).toBe('node two')
		expect(clientKey(received, trust)).toBe(clientKey(request(sender, {}), trust))
	}
})

it('[NODE3] a stranger who does not know the key cannot name a sender', () => {
	const forged = request('198.51.100.7', {
		...hopHeaders(request('10.0.0.5', {}), { ...hop, key: 'a guess' }),
		'x-forwarded-for': '203.0.113.9',
	})
	expect(targetOfHop(forged, hop.key)).toBeNull()
	expect(clientKey(forged, trust)).toBe(clientKey(request('198.51.100.7', {}), trust))
})

import { expect, it } from 'vitest'
import { addressKey } from './addressKey.ts'

it('counts an IPv4 address alone, and an IPv6 address with its /64 network', () => {
	expect(addressKey('203.0.113.7')).toBe('203.0.113.7')
	expect(addressKey('::ffff:203.0.113.7')).toBe('203.0.113.7')
	const network = [
		'2001:db8:1:2::1',
		'2001:0DB8:0001:0002:aaaa:bbbb:cccc:dddd',
		'2001:db8:1:2:3::',
		'2001:db8:1:2::9%eth0',
	]
	expect(new Set(network.map(addressKey))).toEqual(new Set(['2001:db8:1:2::/64']))
	expect(addressKey('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64')
	expect([addressKey('::1'), addressKey('fe80::1'), addressKey('')]).toEqual(['0:0:0:0::/64', 'fe80:0:0:0::/64', ''])
})

import { networkInterfaces } from 'node:os'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAllowedAddress, resolveAllowed } from './allowedAddress.ts'

const byte = fc.integer({ min: 0, max: 255 })
/**
 * Networks that are refused, by their first bytes, and whether they are allowed for a server of the
 * LAN.
 */
const CLOSED = [
	{ start: [127], isLan: true },
	{ start: [10], isLan: true },
	{ start: [192, 168], isLan: true },
	{ start: [172, 20], isLan: true },
	{ start: [100, 64], isLan: true },
	{ start: [169, 254], isLan: false },
	{ start: [0], isLan: false },
	{ start: [224], isLan: false },
	{ start: [240], isLan: false },
	{ start: [255, 255, 255, 255], isLan: false },
	{ start: [192, 0, 0], isLan: false },
	{ start: [198, 18], isLan: false },
	{ start: [100, 100, 100, 200], isLan: false },
	{ start: [168, 63, 129, 16], isLan: false },
] as const

const address = fc
	.tuple(fc.constantFrom(...CLOSED), fc.tuple(byte, byte, byte, byte))
	.map(([{ start, isLan }, rest]) => ({ bytes: [...start, ...rest].slice(0, 4), isLan }))

type Bytes = readonly number[]
const toNumber = (bytes: Bytes) => bytes.reduce((sum, one) => sum * 256 + one, 0)
const hexPairs = (bytes: Bytes) => {
	const [a = 0, b = 0, c = 0, d = 0] = bytes
	return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
/** Notations of an IPv4 address in a URL. Some of them look like a name. */
const FORMS: Record<string, (bytes: Bytes) => string> = {
	dotted: (bytes) => bytes.join('.'),
	decimal: (bytes) => String(toNumber(bytes)),
	hexadecimal: (bytes) => `0x${toNumber(bytes).toString(16)}`,
	octal: (bytes) => bytes.map((one) => `0${one.toString(8)}`).join('.'),
	'hexadecimal bytes': (bytes) => bytes.map((one) => `0x${one.toString(16)}`).join('.'),
	'three parts': ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${b}.${c * 256 + d}`,
	'two parts': ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${(b * 256 + c) * 256 + d}`,
	'a dot at its end': (bytes) => `${bytes.join('.')}.`,
	'full-width digits': (bytes) =>
		bytes.join('.').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
	'mapped into IPv6': (bytes) => `[::ffff:${bytes.join('.')}]`,
	'mapped, hexadecimal': (bytes) => `[::ffff:${hexPairs(bytes)}]`,
	'mapped, written out': (bytes) => `[0:0:0:0:0:ffff:${hexPairs(bytes)}]`,
	'IPv4-compatible': (bytes) => `[::${hexPairs(bytes)}]`,
	NAT64: (bytes) => `[64:ff9b::${hexPairs(bytes)}]`,
	'6to4': (bytes) => `[2002:${hexPairs(bytes)}::1]`,
	Teredo: (bytes) => `[2001:0:${hexPairs(bytes)}::]`,
}
/**
 * Forms that embed the address in an IPv6 address. They are refused even if the address itself is
 * allowed.
 */
const WRAPPED = new Set(['IPv4-compatible', 'NAT64', '6to4', 'Teredo'])

const noName = () => Promise.reject(new Error('an address was resolved as a name'))

describe('[FOLLOW2] no followed server is called at an address that is not public', () => {
	it.each(Object.keys(FORMS))('in any notation: %s', async (name) => {
		const form = FORMS[name] ?? String
		await fc.assert(
			fc.asyncProperty(address, async ({ bytes, isLan }) => {
				const url = new URL(`http://${form(bytes)}/exchange/feed.json`)
				await expect(resolveAllowed(url, { isLan: false }, noName), url.href).rejects.toThrow(/not a public address/)
				if (isLan && !WRAPPED.has(name)) await resolveAllowed(url, { isLan: true }, noName)
				else await expect(resolveAllowed(url, { isLan: true }, noName), url.href).rejects.toThrow(/EXCHANGE_FOLLOW_LAN/)
			}),
			{ numRuns: 60 },
		)
	})

	it('also if a name resolves to it, even together with public addresses', async () => {
		const url = new URL('https://exchange.example.org/')
		const at = (...addresses: string[]) =>
			resolveAllowed(url, { isLan: false }, async () =>
				addresses.map((one) => ({ address: one, family: one.includes(':') ? 6 : 4 })),
			)
		await fc.assert(
			fc.asyncProperty(address, fc.nat(2), async ({ bytes }, place) => {
				const addresses = ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c']
				addresses.splice(place, 0, bytes.join('.'))
				await expect(at(...addresses)).rejects.toMatchObject({ reason: 'addressRefused' })
			}),
		)
		for (const one of [
			'::1',
			'::',
			'fe80::1',
			'fe80::1%eth0',
			'fd00:ec2::254',
			'fc00::1',
			'ff02::1',
			'fec0::1',
			'100::1',
		])
			await expect(at(one), one).rejects.toMatchObject({ reason: 'addressRefused' })
		await expect(at()).rejects.toMatchObject({ reason: 'addressRefused' })
		await expect(at('no address')).rejects.toMatchObject({ reason: 'addressRefused' })
		expect(await at('93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c')).toHaveLength(2)
		const lost = resolveAllowed(url, { isLan: false }, () => Promise.reject(new Error('ENOTFOUND')))
		await expect(lost).rejects.toMatchObject({ reason: 'unreachable' })
	})

	it('nor at an address of this machine', () => {
		for (const { address: own } of Object.values(networkInterfaces()).flatMap((all) => all ?? []))
			expect(isAllowedAddress(own, { isLan: false }), own).toBe(false)
	})
})

import { expect, it } from 'vitest'
import { createLocalRateLimits } from '../dist/adapters/local/LocalRateLimits.js'
import { AppError } from '../dist/errors.js'
import { createCodeThrottle } from '../dist/http/codeThrottle.js'

/** Creates a limit for wrong codes whose waits and clock the test controls. */
function openCodes() {
	const waits: { ms: number; end: () => void }[] = []
	const clock = { now: 0 }
	const wait = (ms: number) => new Promise<void>((resolve) => waits.push({ ms, end: resolve }))
	const { guess } = createCodeThrottle(
		createLocalRateLimits(() => clock.now),
		wait,
	)
	const headers = new Map<string, string>()
	const response = { set: (all: object) => Object.entries(all).map(([key, value]) => headers.set(key, value)) }
	const tryCode = (address: string, code: string) =>
		guess({ request: { ip: address }, response } as never, code, async () => {
			if (code !== 'right') throw new AppError('unknown_code')
			return 'in'
		}).catch((error: AppError) => error.code)
	return { waits, headers, tryCode, clock }
}

it('[CODE1] wrong codes of an address beyond twenty a minute wait, and right codes never do', async () => {
	const { waits, headers, tryCode, clock } = openCodes()
	for (let number = 0; number < 20; number++)
		expect(await tryCode('::ffff:10.0.0.7', `w${number}`)).toBe('unknown_code')
	const delayed = Array.from({ length: 8 }, (_, number) => tryCode('10.0.0.7', `x${number}`))
	await expect.poll(() => waits.map(({ ms }) => ms)).toEqual(Array(8).fill(2000))
	expect(await tryCode('10.0.0.7', 'y')).toBe('too_many_tries')
	expect([headers.get('Connection'), headers.get('Retry-After')]).toEqual(['close', '60'])
	expect([await tryCode('10.0.0.7', 'right'), await tryCode('10.0.0.8', 'z')]).toEqual(['in', 'unknown_code'])
	for (const { end } of waits) end()
	expect(new Set(await Promise.all(delayed))).toEqual(new Set(['unknown_code']))
	expect(waits).toHaveLength(8)
	clock.now = 2950
	const soon = tryCode('10.0.0.7', 'v')
	await expect.poll(() => waits.at(-1)?.ms).toBe(100)
	waits.at(-1)?.end()
	expect(await soon).toBe('unknown_code')
	clock.now = 3000
	expect(await tryCode('10.0.0.7', 'u')).toBe('unknown_code')
	expect(waits).toHaveLength(9)
})

it('[CODE1] the same wrong code counts once, since a hall types it together', async () => {
	const { waits, tryCode } = openCodes()
	for (let number = 0; number < 300; number++) expect(await tryCode('10.0.0.7', 'old')).toBe('unknown_code')
	expect(waits).toEqual([])
})

it('[CODE1] wrong codes from many addresses lock out nobody, and few of them wait', async () => {
	const { waits, tryCode } = openCodes()
	const tries: Promise<unknown>[] = []
	for (let address = 0; address < 100; address++)
		for (let number = 0; number < 28; number++) tries.push(tryCode(`10.0.1.${address}`, `w${number}`))
	await expect.poll(() => waits.length).toBe(500)
	expect([await tryCode('10.0.1.3', 'right'), await tryCode('10.0.2.3', 'typo')]).toEqual(['in', 'unknown_code'])
	for (const { end } of waits) end()
	await Promise.all(tries)
})

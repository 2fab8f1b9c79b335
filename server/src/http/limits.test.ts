import { expect, it } from 'vitest'
import { createConcurrencyLimit } from './limits.ts'

it('runs requests in order up to the limit, and rejects one that finds the queue full', async () => {
	const headers = new Map<string, string>()
	const response = { set: (name: string, value: string) => headers.set(name, value) } as never
	const limit = createConcurrencyLimit({ maxRunning: 2, maxQueued: 1, retryAfterS: 3 })
	const log: string[] = []
	const ends: (() => void)[] = []
	const start = (name: string) =>
		limit(response, async () => {
			log.push(name)
			await new Promise<void>((resolve) => ends.push(resolve))
		})
	const all = ['one', 'two', 'three'].map(start)
	await expect(start('four')).rejects.toMatchObject({ code: 'busy' })
	expect(headers.get('Retry-After')).toBe('3')
	await expect.poll(() => log).toEqual(['one', 'two'])
	ends[0]?.()
	await expect.poll(() => log).toEqual(['one', 'two', 'three'])
	for (const end of ends) end()
	await Promise.all(all)
	const last = start('five')
	await expect.poll(() => ends.length).toBe(4)
	ends[3]?.()
	await last
})

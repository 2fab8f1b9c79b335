import type { Timer, Workshop } from '@charrette/shared'
import { FRAME, readTimer, workshopRoom } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FacilitatorClient } from './support/call.ts'
import { join, openAsFacilitator, phaseOf } from './support/call.ts'
import type { RawClient } from './support/rawClient.ts'
import { openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { until } from './support/until.ts'

const MINUTE_MS = 60_000
let server: TestServer
let facilitator: FacilitatorClient
beforeAll(async () => {
	server = await startServer({}, { heartbeatMs: 100 })
})
afterAll(() => server.stop())
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url)
})

const leftOf = ({ timer }: Workshop, now = Date.now()) => (timer ? readTimer(timer, now).remainingMs : null)
const minutesLeft = (workshop: Workshop) => Math.round((leftOf(workshop) ?? -MINUTE_MS) / MINUTE_MS)

/** Returns the timers and clocks in the frames of a workshop room, newest last. */
function readFrames({ frames }: RawClient): { timers: (Timer | null)[]; clocks: number[]; first: number | undefined } {
	const timers: (Timer | null)[] = []
	const clocks: number[] = []
	for (const frame of frames) {
		const decoder = decoding.createDecoder(frame)
		const type = decoding.readVarUint(decoder)
		if (type === FRAME.clock) clocks.push(decoding.readVarUint(decoder))
		if (type === FRAME.state) timers.push((JSON.parse(decoding.readVarString(decoder)) as Workshop).timer)
	}
	return { timers, clocks, first: frames[0]?.[0] }
}

describe('the timer', () => {
	it('[TIME1] starts, adds each extra minute, pauses, resumes and stops', async () => {
		expect(minutesLeft(await facilitator.run({ type: 'timer.start', minutes: 5 }))).toBe(5)
		await Promise.all([1, 2].map(() => facilitator.send({ type: 'timer.add', minutes: 1 })))
		expect(minutesLeft(await facilitator.state())).toBe(7)
		const paused = await facilitator.run({ type: 'timer.pause' })
		expect(leftOf(paused, Date.now() + MINUTE_MS)).toBe(leftOf(paused))
		const resumed = await facilitator.run({ type: 'timer.resume' })
		expect((leftOf(resumed) ?? 0) - (leftOf(resumed, Date.now() + MINUTE_MS) ?? 0)).toBeGreaterThan(MINUTE_MS - 1000)
		expect(minutesLeft(await facilitator.run({ type: 'timer.add', minutes: -100 }))).toBe(0)
		expect((await facilitator.run({ type: 'timer.stop' })).timer).toBeNull()
	})

	it('[TIME1] is ready with the planned minutes when a phase starts, or runs at once', async () => {
		for (const minutes of [10, 20, 0])
			await facilitator.run({ type: 'phase.add', phase: phaseOf('write', { minutes }) })
		expect((await facilitator.run({ type: 'phase.next' })).timer).toEqual({
			runsMs: 600_000,
			ranMs: 0,
			startedAt: null,
		})
		expect(minutesLeft(await facilitator.run({ type: 'timer.start' }))).toBe(10)
		const { timer } = await facilitator.run({ type: 'phase.next', startsTimer: true })
		expect(timer).toEqual({ runsMs: 1_200_000, ranMs: 0, startedAt: expect.any(Number) })
		expect((await facilitator.run({ type: 'phase.next' })).timer).toBeNull()
	})

	it('[RUN1d] runs at once in a phase that starts it, unless the command says otherwise', async () => {
		const isRunning = ({ timer }: Workshop) => timer && timer.startedAt !== null
		for (const startsTimer of [true, true, false])
			await facilitator.run({ type: 'phase.add', phase: phaseOf('vote', { minutes: 5, startsTimer }) })
		expect(isRunning(await facilitator.run({ type: 'phase.next' }))).toBe(true)
		expect(isRunning(await facilitator.run({ type: 'phase.next', startsTimer: false }))).toBe(false)
		expect(isRunning(await facilitator.run({ type: 'phase.next' }))).toBe(false)
	})

	it.each(['timer.pause', 'timer.resume', 'timer.add', 'timer.start'])('%s reports the missing field', async (type) => {
		const { status, body } = await facilitator.send({ type, ...(type === 'timer.add' && { minutes: 1 }) })
		expect([status, body.error?.code]).toEqual([409, 'not_now'])
	})

	it('[TIME1] [TIME2] is the same for a late joiner and after a restart, without messages', async () => {
		const { timer } = await facilitator.run({ type: 'timer.start', minutes: 5 })
		const room = `${server.syncUrl}/${workshopRoom(facilitator.opened.workshop.id)}`
		const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
		const early = await openRaw(room, ana.token)
		await until('the state has arrived', () => readFrames(early).timers.length > 0)
		await server.restart()
		const late = await openRaw(room, (await join(server.url, facilitator.opened.joinCode, 'Late')).token)
		await until('the state has arrived', () => readFrames(late).timers.length > 0)
		expect([readFrames(early).timers.at(-1), readFrames(late).timers.at(-1)]).toEqual([timer, timer])
		late.socket.terminate()
	})

	it('[TIME2] is sent with the server time, at first and with every heartbeat', async () => {
		const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
		const started = Date.now()
		const client = await openRaw(`${server.syncUrl}/${workshopRoom(facilitator.opened.workshop.id)}`, ana.token)
		await until('three have arrived', () => readFrames(client).clocks.length >= 3)
		const { clocks, first } = readFrames(client)
		expect(first).toBe(FRAME.clock)
		expect(clocks).toEqual([...clocks].sort((a, b) => a - b))
		expect(clocks[0]).toBeGreaterThanOrEqual(started)
		expect(clocks.at(-1)).toBeLessThanOrEqual(Date.now())
		client.socket.terminate()
	})
})

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { JoinResult } from '@charrette/shared'
import { boardRoom } from '@charrette/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createWorkshop, join } from '../support/call.ts'
import { createRandom, editAtRandom } from '../support/randomEdits.ts'
import { makeDataDir } from '../support/startServer.ts'
import type { StockClient } from '../support/stockClient.ts'
import { joinAsStock, joinedAsStock } from '../support/stockClient.ts'
import { until } from '../support/until.ts'

const SOAK_MS = Number(process.env['SOAK_SECONDS'] ?? 20) * 1000
const PEOPLE = 16
const BOARDS = 4
/** Number of participants who are connected at a time. */
const PRESENT = 8
const MEASURES = 12
const PACE_MS = 5
/** Allowed growth of the heap in a third of the time, in addition to the boards themselves. */
const MAX_GROWTH_BYTES = 12 * 2 ** 20
/**
 * Heap of one struct of these documents, with its maps and values. Nothing else grew between two
 * heap snapshots taken a minute apart.
 */
const STRUCT_BYTES = 590
/** Allowed difference to the heap before the first participant, once all rooms are closed. */
const MAX_LEFT_BYTES = 6 * 2 ** 20
const SERVER = fileURLToPath(new URL('../support/soakServer.mjs', import.meta.url))
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)

interface Measure {
	heapBytes: number
	sockets: number
}

/** Number of structs in the open boards. */
function countStructs(): number {
	const sizes = new Map<string, number>()
	for (const [person, { doc }] of present) {
		const size = [...doc.store.clients.values()].reduce((sum, structs) => sum + structs.length, 0)
		sizes.set(person.board.id, Math.max(size, sizes.get(person.board.id) ?? 0))
	}
	return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

let dataDir: string
let server: ReturnType<typeof fork>
let listening: Promise<unknown[]>
const present = new Map<JoinResult, StockClient>()
beforeEach(() => {
	dataDir = makeDataDir()
	const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir }
	server = fork(SERVER, { execArgv: ['--expose-gc', '--no-warnings'], env })
	listening = Promise.race([once(server, 'message'), once(server, 'exit').then(failedToStart)])
})
afterEach(() => {
	for (const client of present.values()) client.leave()
	present.clear()
	server.kill('SIGKILL')
	rmSync(dataDir, { recursive: true, force: true })
})

function failedToStart(): never {
	throw new Error('the server ended before it listened')
}

async function measure(): Promise<Measure> {
	const answer = once(server, 'message')
	server.send('measure')
	return ((await answer) as [Measure])[0]
}

it(
	`[P6] coming, editing, pointing and going for ${SOAK_MS / 1000} s leaves nothing behind (SEED=${seed})`,
	async () => {
		const [{ port }] = (await listening) as [{ port: number }]
		const url = `http://127.0.0.1:${port}`
		const syncUrl = `ws://127.0.0.1:${port}/sync`
		const { joinCode, token } = await createWorkshop(url, { groups: BOARDS })
		const people: JoinResult[] = []
		for (let i = 0; i < PEOPLE; i++) people.push(await join(url, joinCode, `Person ${i}`))

		const empty = await measure()
		const measures = await churn(syncUrl, people)
		await expectNothingStale(syncUrl, token)
		for (const client of present.values()) client.leave()
		present.clear()
		await until('rooms and sockets are gone', async () => {
			const { heapBytes, sockets } = await measure()
			return sockets === 0 && heapBytes < empty.heapBytes + MAX_LEFT_BYTES
		})
		const mean = (some: Measure[]) => some.reduce((sum, { heapBytes }) => sum + heapBytes, 0) / some.length
		const [second, third] = [measures.slice(MEASURES / 3, (2 * MEASURES) / 3), measures.slice((2 * MEASURES) / 3)]
		const growth = mean(third) - mean(second)
		process.stdout.write(
			`heap beside the boards, MiB after each twelfth: ${measures.map((one) => (one.heapBytes / 2 ** 20).toFixed(1)).join(' ')}\n`,
		)
		expect(growth, `seed ${seed}`).toBeLessThan(MAX_GROWTH_BYTES)
		const ended = once(server, 'exit')
		server.send('close')
		expect(await ended, 'it ends by itself: no timer, socket or thread is left').toEqual([0, null])
	},
	SOAK_MS + 120_000,
)

/**
 * Lets participants join, edit, point and leave, some without a close frame. Returns the
 * measurements of the server.
 */
async function churn(syncUrl: string, people: readonly JoinResult[]): Promise<Measure[]> {
	const random = createRandom(seed)
	const measures: Measure[] = []
	const begun = performance.now()
	const come = (person: JoinResult) =>
		present.set(person, joinAsStock(syncUrl, boardRoom(person.board.id), person.token))
	while (measures.length < MEASURES) {
		const person = random.pick(people) as JoinResult
		const client = present.get(person)
		if (!client && present.size < PRESENT) come(person)
		if (client && random.next() < 0.02) {
			if (random.next() < 0.3) (client.provider.ws as { terminate?(): void } | null)?.terminate?.()
			client.leave()
			present.delete(person)
		} else if (client) {
			editAtRandom(client.doc, random)
			client.provider.awareness.setLocalState({ cursor: { x: random.below(999), y: 1 } })
		}
		if (performance.now() - begun > ((measures.length + 1) * SOAK_MS) / MEASURES) {
			const { heapBytes, sockets } = await measure()
			measures.push({ heapBytes: heapBytes - countStructs() * STRUCT_BYTES, sockets })
		}
		await setTimeout(PACE_MS)
	}
	return measures
}

/**
 * Expects that a new client receives the presence of present members only, and a document without
 * pending structs.
 */
async function expectNothingStale(syncUrl: string, token: string): Promise<void> {
	for (const board of new Set([...present.keys()].map((person) => person.board.id))) {
		const members = [...present].filter(([person]) => person.board.id === board).map(([, client]) => client)
		for (const { provider } of members) provider.awareness.setLocalState({ cursor: { x: 0, y: 0 } })
		const late = await joinedAsStock(syncUrl, boardRoom(board), token)
		const expected = members.map(({ doc }) => doc.clientID).sort((a, b) => a - b)
		const others = () => [...late.provider.awareness.getStates().keys()].filter((id) => id !== late.doc.clientID)
		await until('exactly the members are seen', () => {
			return (
				others()
					.sort((a, b) => a - b)
					.join() === expected.join()
			)
		})
		expect([late.doc.store.pendingStructs, late.doc.store.pendingDs]).toEqual([null, null])
		late.leave()
	}
}

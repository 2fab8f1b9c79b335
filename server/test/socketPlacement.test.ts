import { rmSync } from 'node:fs'
import { boardRoom, FRAME, SYNC } from '@charrette/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createWorkshop, join } from './support/call.ts'
import { makeDataDir, type SpawnedServer, spawnServer } from './support/startServer.ts'
import { until } from './support/until.ts'

const [WORKERS, GROUPS, PEOPLE] = [3, 9, 4]
const EMPTY_STEP_1 = Buffer.from([FRAME.sync, SYNC.step1, 1, 0])
const TEST_MS = 120_000

interface Seat {
	board: string
	token: string
}

let [folder, url] = ['', '']
let server: SpawnedServer
let seats: Seat[] = []
const sockets: WebSocket[] = []

beforeEach(async () => {
	folder = makeDataDir()
	server = spawnServer({ DATA_DIR: folder, CHARRETTE_WORKERS: String(WORKERS), LOG_LEVEL: 'info' })
	url = await server.url
	await until('all workers listen', () => server.output().match(/"msg":"server started"/g)?.length === WORKERS)
	const { joinCode } = await createWorkshop(url, { groups: GROUPS })
	seats = []
	for (let index = 0; index < GROUPS * PEOPLE; index++) {
		const { board, token } = await join(url, joinCode, `Person ${index}`)
		seats.push({ board: board.id, token })
	}
})

afterEach(async () => {
	for (const socket of sockets.splice(0)) socket.terminate()
	await server.kill('SIGKILL')
	rmSync(folder, { recursive: true, force: true })
})

/** Opens a socket that asks for the document at once; resolves once that is answered. */
function synchronize({ board, token }: Seat): Promise<void> {
	const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${boardRoom(board as never)}`, [
		'charrette.v1',
		token,
	])
	sockets.push(socket)
	return new Promise((resolve, reject) => {
		socket.on('open', () => socket.send(EMPTY_STEP_1))
		socket.on('message', (frame: Buffer) => {
			if (frame[0] === FRAME.sync && frame[1] === SYNC.step2) resolve()
		})
		socket.on('close', (code) => reject(new Error(`closed with ${code}`)))
		socket.on('error', reject)
	})
}

/** The number of open boards of each worker. */
async function boardsOfWorkers(): Promise<number[]> {
	const metrics = await (await fetch(`${url}/metrics`)).text()
	return [...metrics.matchAll(/charrette_rooms\{type="board",worker="\d+"\} (\d+)/g)].map(([, count]) => Number(count))
}

it(
	'[NODE12a] one worker opens each board, and no first frame is lost while sockets are passed on',
	async () => {
		for (let round = 0; round < 10; round++) {
			await Promise.all(seats.map(synchronize))
			const counts = await boardsOfWorkers()
			expect(counts).toHaveLength(WORKERS)
			expect(counts.reduce((sum, count) => sum + count, 0)).toBe(GROUPS)
			for (const socket of sockets.splice(0)) socket.removeAllListeners('close').terminate()
		}
	},
	TEST_MS,
)

it(
	'[NODE12a] a request that is no upgrade of a room is answered by the worker that accepts it',
	async () => {
		for (let i = 0; i < WORKERS; i++) {
			const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/%E0%A4%A`, ['charrette.v1', 'unknown'])
			const code = await new Promise((resolve) => socket.on('close', resolve).on('error', () => {}))
			expect(code).toBe(4401)
		}
	},
	TEST_MS,
)

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join as joinPath } from 'node:path'
import type { CommandResult, TokenGrant, Workshop } from '@charrette/shared'
import { boardRoom, CLOSE, FRAME, readTimer, workshopRoom } from '@charrette/shared'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BOUNDS } from '../dist/rooms/bounds.js'
import { createRooms } from '../dist/rooms/Rooms.js'
import { call, join, openAsFacilitator, phaseOf, secretOf } from './support/call.ts'
import { createRandom } from './support/randomEdits.ts'
import type { RawClient } from './support/rawClient.ts'
import { jsonFramesIn, openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { openSqliteDocStore } from './support/stores.ts'
import { until } from './support/until.ts'

const FACILITATORS = 5
const COMMANDS_EACH = 30
const JOINING = 20
const WATCHERS = 4

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

/** Returns the versions of the states that a socket received, in order. */
const versionsIn = (client: RawClient) => jsonFramesIn<Workshop>(client, FRAME.state).map(({ version }) => version)

const isAscending = (versions: readonly number[]) =>
	versions.every((version, index) => index === 0 || version > (versions[index - 1] ?? 0))

it('[ROOM2] concurrent facilitators lose no changes, and no socket receives an older state after a newer one', async () => {
	const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))
	const random = createRandom(seed)
	const facilitator = await openAsFacilitator(server.url)
	await facilitator.run({ type: 'timer.start', minutes: 100 })
	const before = await facilitator.run({ type: 'timer.pause' })
	const path = `/api/workshops/${before.id}/commands`
	const room = `${server.syncUrl}/${workshopRoom(before.id)}`
	const tokens = await Promise.all(
		Array.from({ length: FACILITATORS }, async () => {
			const { body } = await facilitator.send({ type: 'links.create', role: 'facilitator' })
			const secret = secretOf(body.link ?? '')
			return (await call<TokenGrant>(server.url, '/api/token', { body: { secret } })).body.token
		}),
	)
	const watchers = await Promise.all(Array.from({ length: WATCHERS }, () => openRaw(room, facilitator.opened.token)))

	/** The effects of all successful commands. */
	const added: string[] = []
	const minutes: number[] = []
	const messages = new Map<number, string>()
	const versions: number[] = []
	/** Sends the commands of one facilitator, one after another. */
	async function act(token: string, name: string): Promise<void> {
		for (let turn = 0; turn < COMMANDS_EACH; turn++) {
			const title = `${name}/${turn}`
			const more = random.below(3) - 1
			const commands = [
				{ type: 'phase.add', phase: phaseOf('write', { title: { en: title } }), at: random.below(20) },
				{ type: 'timer.add', minutes: more },
				{ type: 'message.send', text: title },
			]
			const command = commands[turn % commands.length]
			const { status, body } = await call<CommandResult>(server.url, path, { token, body: command })
			expect(status, `seed ${seed}`).toBe(200)
			versions.push(body.version)
			if (command?.type === 'phase.add') added.push(title)
			if (command?.type === 'timer.add') minutes.push(more)
			if (command?.type === 'message.send') messages.set(body.version, title)
		}
	}
	/** Connects a client again and again; returns the versions that it received. */
	async function reconnectRepeatedly(): Promise<number[]> {
		const seen: number[] = []
		while (versions.length < FACILITATORS * COMMANDS_EACH) {
			const socket = await openRaw(room, facilitator.opened.token)
			await until('a state arrives', () => versionsIn(socket).length > 0)
			seen.push(...versionsIn(socket).slice(-1))
			socket.socket.terminate()
		}
		return seen
	}
	const names = Array.from({ length: JOINING }, (_, index) => `P${index}`)
	const [seenByReconnecting] = await Promise.all([
		reconnectRepeatedly(),
		...tokens.map((token, index) => act(token, `F${index}`)),
		...names.map((name) => join(server.url, facilitator.opened.joinCode, name)),
	])

	const after = await facilitator.state()
	const changes = versions.length + JOINING
	expect(after.version, `seed ${seed}`).toBe(before.version + changes)
	expect(new Set(versions).size).toBe(versions.length)
	expect(Math.min(...versions)).toBeGreaterThan(before.version)
	const session = after.sessions[0]
	expect(session?.phases.map((phase) => phase.title.en).sort()).toEqual(added.sort())
	expect(after.participants.map((person) => person.name).sort()).toEqual(names.sort())
	expect(after.message?.text).toBe(messages.get(Math.max(...messages.keys())))
	const left = (workshop: Workshop) => (workshop.timer ? readTimer(workshop.timer, 0).remainingMs : 0)
	expect(left(after) - left(before)).toBe(minutes.reduce((sum, more) => sum + more, 0) * 60_000)

	await until('all have the newest state', () =>
		watchers.every((watcher) => versionsIn(watcher).at(-1) === after.version),
	)
	for (const watcher of watchers) expect(isAscending(versionsIn(watcher)), `seed ${seed}`).toBe(true)
	expect(seenByReconnecting).toEqual([...seenByReconnecting].sort((a, b) => a - b))
	for (const { socket } of watchers) socket.terminate()
})

it('[ROOM2] a state older than the last one is not sent, and changes no access', async () => {
	const { opened } = await openAsFacilitator(server.url)
	const ana = await join(server.url, opened.joinCode, 'Ana')
	const docStore = await openSqliteDocStore(joinPath(server.dataDir, 'late.db'))
	const rooms = createRooms({
		docStore,
		bounds: BOUNDS,
		now: Date.now,
		log: pino({ level: 'silent' }),
		identify: async () => ({ workshop: ana.workshop.id, role: 'participant', participant: ana.participant.id }),
		findWorkshop: async () => ana.workshop,
	})
	const http = createServer().on('upgrade', rooms.handleUpgrade).listen(0, '127.0.0.1')
	await until('the server listens', () => http.listening)
	const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/sync`
	const watcher = await openRaw(`${url}/${workshopRoom(ana.workshop.id)}`, ana.token)
	const writer = await openRaw(`${url}/${boardRoom(ana.board.id)}`, ana.token)
	const { version } = ana.workshop
	await until('both are connected', () => versionsIn(watcher).length > 0 && writer.frames.length > 0)

	const later = (by: number): Workshop => ({ ...ana.workshop, version: version + by })
	rooms.workshopChanged(later(2))
	rooms.workshopChanged(frozen(later(1)))
	rooms.workshopChanged(later(3))
	await until('the newest state arrives', () => versionsIn(watcher).at(-1) === version + 3)
	expect(versionsIn(watcher)).toEqual([version, version + 2, version + 3])
	expect(writer.closed()).toBeNull()
	rooms.workshopChanged(frozen(later(4)))
	await until('the writer is closed', () => writer.closed() === CLOSE.accessChanged)
	watcher.socket.terminate()
	await rooms.close()
	await docStore.close()
	http.close()
})

/** Returns the workshop with all boards frozen. */
function frozen(workshop: Workshop): Workshop {
	const sessions = workshop.sessions.map((session) => ({
		...session,
		boards: session.boards.map((board) => ({ ...board, frozen: true })),
	}))
	return { ...workshop, sessions }
}

import { rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type BoardId, boardRoom, CLOSE, readBoard } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type AckTrackingClient, joinWithAckTracking } from './support/ackTrackingClient.ts'
import { call, createWorkshop, join } from './support/call.ts'
import { freePort } from './support/freePort.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { query } from './support/postgresProcess.ts'
import { describeWith } from './support/programs.ts'
import { startProxy, type TestProxy } from './support/proxies.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import { makeDataDir, type SpawnedServer, spawnServer } from './support/startServer.ts'
import { haveConverged } from './support/stockClient.ts'
import { until } from './support/until.ts'

const [PEOPLE, WORKSHOPS] = [100, 12]
const TEST_MS = 120_000

/** Returns a function that makes this number of random edits as some of the people. */
function createEditor(people: readonly AckTrackingClient[]): (count?: number) => void {
	const random = createRandom(20261128)
	return (count = 60) => {
		for (let i = 0; i < count; i++) editAtRandom((random.pick(people) as AckTrackingClient).doc, random)
	}
}

/** Expects that a document, the server's content and every edit that was ever acked agree. */
async function expectWhole(
	url: string,
	{ board, token, doc }: { board: string; token: string; doc: Y.Doc },
	acked: readonly Uint8Array[],
): Promise<void> {
	const content = await call(url, `/api/boards/${board}/content`, { token })
	expect(content.body).toEqual(readBoard(doc))
	const before = Y.encodeStateVector(doc)
	for (const update of acked) Y.applyUpdate(doc, update)
	expect(Y.encodeStateVector(doc)).toEqual(before)
}

/** A workshop, its plenary board, the facilitator's token and the join code. */
type OpenedWorkshop = Awaited<ReturnType<typeof openPlenary>>

async function openPlenary(url: string) {
	const { workshop, token, joinCode } = await createWorkshop(url)
	const board = workshop.sessions[0]?.boards.find(({ group }) => group === null)?.id as BoardId
	return { id: workshop.id, board, token, joinCode }
}

async function openWorkshops(url: string): Promise<OpenedWorkshop[]> {
	const workshops: OpenedWorkshop[] = []
	for (let i = 0; i < WORKSHOPS; i++) workshops.push(await openPlenary(url))
	return workshops
}

/** Connects everybody to the plenary boards of these workshops in turn. */
async function joinWorkshops(url: string, workshops: readonly OpenedWorkshop[]): Promise<AckTrackingClient[]> {
	const people: AckTrackingClient[] = []
	const syncUrl = `${url.replace('http', 'ws')}/sync`
	for (let i = 0; i < PEOPLE; i++) {
		const { id, board, joinCode } = workshops[i % workshops.length] as OpenedWorkshop
		const { token } = await join(url, joinCode, `Person ${i}`)
		// As our client does, for the load balancer.
		people.push(joinWithAckTracking(syncUrl, `${boardRoom(board)}?workshop=${id}`, token))
	}
	return people
}

describeWithPostgres('a load balancer with the configuration that hosts are given', () => {
	describeWith(['haproxy', 'caddy'], 'in front of two nodes', () => {
		let proxy: TestProxy | null = null
		let folder: string
		let databaseUrl: string
		let nodes: { server: SpawnedServer; url: string }[] = []
		let people: AckTrackingClient[] = []
		beforeEach(async () => {
			folder = makeDataDir()
			databaseUrl = await createDatabase()
		})
		afterEach(async () => {
			for (const person of people) person.leave()
			await Promise.all([proxy?.stop(), ...nodes.map(({ server }) => server.kill('SIGKILL'))])
			;[nodes, people, proxy] = [[], [], null]
			rmSync(folder, { recursive: true, force: true })
		})

		/** Starts a node, again on its former port, or on this one. */
		async function start(index: number, port = '0'): Promise<string> {
			const server = spawnServer({
				DATA_DIR: joinPath(folder, `node${index}`),
				DATABASE_URL: databaseUrl,
				LOG_LEVEL: 'warn',
				PORT: nodes[index] ? new URL(nodes[index].url).port : port,
			})
			const url = await server.url
			expect(url, server.output()).not.toBe('')
			nodes[index] = { server, url }
			return url
		}

		/** Returns the address of the owner of each workshop. */
		async function readOwners(): Promise<ReadonlyMap<string, string>> {
			const rows = await query<{ workshop: string; url: string }>(
				databaseUrl,
				'SELECT workshop, url FROM workshop_owner JOIN node ON node.id = workshop_owner.node',
			)
			return new Map(rows.map(({ workshop, url }) => [workshop, url]))
		}

		describe.each(['haproxy', 'caddy'] as const)('%s', (name) => {
			it.each([
				['in turn', false],
				['by workshop', true],
			])(
				'[NODE3][NODE4] %s: in a rolling restart 100 people are closed with 4503, reconnect, and lose nothing',
				async (_how, isHashed) => {
					const urls = [await start(0), await start(1)] as const
					proxy = await startProxy(name, { nodes: urls, isHashed, folder })
					const { url } = proxy
					const opened = await openPlenary(url)
					const { board, token } = opened
					people = await joinWorkshops(url, [opened])
					const codes: (number | undefined)[] = []
					for (const { provider } of people) provider.on('connection-close', (event) => codes.push(event?.code))
					await until('all are there', () => people.every(({ provider }) => provider.synced))

					const edit = createEditor(people)
					const areAllSaved = () => people.every((person) => person.isAllAcked()) && haveConverged(people)
					edit()
					await until('all is saved', areAllSaved)
					let saved: Uint8Array[] = []
					for (const index of [0, 1]) {
						edit()
						saved = people.flatMap((person) => person.ackedUpdates())
						const ended = nodes[index]?.server.kill('SIGTERM')
						edit()
						expect(await ended).toBe(0)
						await until('all are back, with everything saved', areAllSaved)
						await start(index)
						await until('the proxy answers', async () => (await call(url, '/readyz')).status === 200)
					}
					// At one of the two times, all of them were on the node that ended.
					expect(codes.filter((code) => code === CLOSE.shuttingDown).length).toBeGreaterThanOrEqual(PEOPLE)

					const [{ doc }] = people as [AckTrackingClient]
					await expectWhole(url, { board, token, doc }, saved)
				},
				TEST_MS,
			)

			it(
				'[NODE1][NODE4] while a node is added and one removed, 100 people in 12 workshops lose nothing, and each workshop has one owner',
				async () => {
					const third = `${await freePort()}`
					const urls = [await start(0), await start(1), `http://127.0.0.1:${third}`] as const
					proxy = await startProxy(name, { nodes: urls, isHashed: false, folder })
					const { url } = proxy
					const workshops = await openWorkshops(url)
					const ownerUrls = async () => new Set((await readOwners()).values())
					expect(await ownerUrls()).toEqual(new Set(urls.slice(0, 2)))
					people = await joinWorkshops(url, workshops)
					await until('all are there', () => people.every(({ provider }) => provider.synced))
					const members = workshops.map(({ board }) => people.filter(({ room }) => room.startsWith(boardRoom(board))))
					const areAllSaved = () => people.every((person) => person.isAllAcked()) && members.every(haveConverged)
					const edit = createEditor(people)
					edit(300)
					await until('all is saved', areAllSaved)

					const added = start(2, third)
					edit(300)
					await added
					await until('the proxy uses the third node', async () => {
						edit(5)
						await createWorkshop(url)
						return (await ownerUrls()).has(urls[2])
					})
					const acked = members.map((some) => some.flatMap((person) => person.ackedUpdates()))
					const ended = nodes[0]?.server.kill('SIGTERM')
					edit(300)
					expect(await ended).toBe(0)
					edit(300)
					await until('all are back, with everything saved', areAllSaved)

					for (const [index, { board, token }] of workshops.entries()) {
						const [{ doc }] = members[index] as [AckTrackingClient]
						await expectWhole(url, { board, token, doc }, acked[index] ?? [])
					}
					const owners = await readOwners()
					for (const { id } of workshops) expect(urls.slice(1)).toContain(owners.get(id))
					const open = 'SELECT sum(rooms)::int AS rooms, sum(sockets)::int AS sockets FROM node'
					await until('each room is open on one node only', async () =>
						isDeepStrictEqual(await query(databaseUrl, open), [{ rooms: WORKSHOPS, sockets: PEOPLE }]),
					)
				},
				TEST_MS,
			)
		})

		it(
			'[NODE2] HAProxy closes the sockets of a suspended node, so that people go on at another one and lose nothing',
			async () => {
				const urls = [await start(0), await start(1)] as const
				proxy = await startProxy('haproxy', { nodes: urls, isHashed: true, folder })
				const { url } = proxy
				const workshops = await openWorkshops(url)
				people = await joinWorkshops(url, workshops)
				await until('all are there', () => people.every(({ provider }) => provider.synced))
				const owners = await readOwners()
				expect([...owners.values()]).toContain(urls[0])
				process.kill(nodes[0]?.server.pid ?? 0, 'SIGSTOP')
				createEditor(people)(300)
				await until('all is saved', () => people.every((person) => person.isAllAcked()))
			},
			TEST_MS,
		)
	})
})

import { rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { boardRoom, CLOSE, readBoard } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type AckTrackingClient, joinWithAckTracking } from './support/ackTrackingClient.ts'
import { call, createWorkshop, join } from './support/call.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { describeWith } from './support/programs.ts'
import { startProxy, type TestProxy } from './support/proxies.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import { makeDataDir, type SpawnedServer, spawnServer } from './support/startServer.ts'
import { haveConverged } from './support/stockClient.ts'
import { until } from './support/until.ts'

const PEOPLE = 100
const TEST_MS = 120_000

/** Returns a function that makes random edits as some of the people. */
function createEditor(people: readonly AckTrackingClient[]): () => void {
	const random = createRandom(20261128)
	return () => {
		for (let i = 0; i < 60; i++) editAtRandom((random.pick(people) as AckTrackingClient).doc, random)
	}
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

		/** Starts a node, again on its former port. */
		async function start(index: number): Promise<string> {
			const server = spawnServer({
				DATA_DIR: joinPath(folder, `node${index}`),
				DATABASE_URL: databaseUrl,
				LOG_LEVEL: 'warn',
				PORT: nodes[index] ? new URL(nodes[index].url).port : '0',
			})
			const url = await server.url
			expect(url, server.output()).not.toBe('')
			nodes[index] = { server, url }
			return url
		}

		describe.each(['haproxy', 'caddy'] as const)('%s', (name) => {
			it.each([
				['in turn', false],
				['by room', true],
			])(
				'[NODE3][NODE4] %s: in a rolling restart 100 people are closed with 4503, reconnect, and lose nothing',
				async (_how, isHashed) => {
					const urls = [await start(0), await start(1)] as const
					proxy = await startProxy(name, { nodes: urls, isHashed, folder })
					const { url } = proxy
					const opened = await createWorkshop(url)
					const board = opened.workshop.sessions[0]?.boards.find(({ group }) => group === null)?.id as never
					const tokens = []
					for (let i = 0; i < PEOPLE; i++) tokens.push((await join(url, opened.joinCode, `Person ${i}`)).token)
					const syncUrl = `${url.replace('http', 'ws')}/sync`
					people = tokens.map((token) => joinWithAckTracking(syncUrl, boardRoom(board), token))
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

					const [first] = people as [AckTrackingClient, ...AckTrackingClient[]]
					const content = await call(url, `/api/boards/${board}/content`, { token: opened.token })
					expect(content.body).toEqual(readBoard(first.doc))
					const before = Y.encodeStateVector(first.doc)
					for (const update of saved) Y.applyUpdate(first.doc, update)
					expect(Y.encodeStateVector(first.doc)).toEqual(before)
				},
				TEST_MS,
			)
		})
	})
})

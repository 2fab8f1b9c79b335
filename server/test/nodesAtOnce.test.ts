import {
	type BallotView,
	type BoardId,
	buildCard,
	createId,
	type ErrorBody,
	FRAME,
	type JoinResult,
	LIMITS,
	type Participant,
	privateRoom,
	putRecord,
	type RoundId,
	recordsOf,
	type WorkshopView,
	workshopRoom,
} from '@charrette/shared'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openPostgresStores } from '../dist/adapters/postgres/openPostgresStores.js'
import {
	type Answer,
	call,
	type FacilitatorClient,
	join,
	openAsFacilitator,
	phaseOf,
	secretOf,
} from './support/call.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { describeWithValkey } from './support/programs.ts'
import { jsonFramesIn, openRaw } from './support/rawClient.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'
import { startValkey, type TestValkey } from './support/valkeyProcess.ts'

const MAX_SHAPES = 40

describeWithPostgres('nodes that are asked at once', () => {
	describeWithValkey('with Valkey', () => {
		let databaseUrl: string
		let valkey: TestValkey
		let nodes: [TestServer, TestServer]
		let facilitator: FacilitatorClient
		const open: { leave(): void }[] = []
		beforeAll(async () => {
			;[databaseUrl, valkey] = await Promise.all([createDatabase(), startValkey()])
			const bounds = { maxBoardShapes: MAX_SHAPES }
			const start = () => startServer({ DATABASE_URL: databaseUrl, VALKEY_URL: valkey.url }, bounds)
			nodes = await Promise.all([start(), start()])
		})
		afterAll(async () => {
			await Promise.all(nodes.map((node) => node.stop()))
			await valkey.remove()
		})
		beforeEach(async () => {
			facilitator = await openAsFacilitator(nodes[0].url, { groups: 1 })
		})
		afterEach(() => {
			for (const client of open.splice(0)) client.leave()
		})

		/** Sends the same call to all nodes at once, several times each; resolves with the answers. */
		function askAll<Body = ErrorBody>(
			times: number,
			path: string,
			options: (index: number) => Parameters<typeof call>[2],
		): Promise<Answer<Body & Partial<ErrorBody>>[]> {
			const asked = Array.from({ length: times * nodes.length }, (_, index) => index)
			return Promise.all(
				asked.map((index) => call<Body & Partial<ErrorBody>>(nodes[index % 2]?.url ?? '', path, options(index))),
			)
		}
		const command = (body: object) => ({ token: facilitator.opened.token, body })
		const commands = () => `/api/workshops/${facilitator.opened.workshop.id}/commands`
		const participants = async () => (await facilitator.state()).participants
		async function enter(node: TestServer, room: string, token: string): Promise<StockClient> {
			const client = await joinedAsStock(node.syncUrl, room, token)
			open.push(client)
			return client
		}
		function add({ doc }: StockClient, texts: readonly string[]): void {
			const place = { x: 0, y: 0, index: 'a1' as never }
			doc.transact(() => {
				for (const text of texts) putRecord(recordsOf(doc), buildCard(text, place, { kind: 'solution', text }))
			})
		}
		async function readBoth(board: BoardId) {
			const { token } = facilitator.opened
			const answers = await Promise.all(
				nodes.map(({ url }) => call<{ cards: { text: string }[] }>(url, `/api/boards/${board}/content`, { token })),
			)
			expect(answers[1]?.body).toEqual(answers[0]?.body)
			return answers[0]?.body.cards.map(({ text }) => text).sort()
		}

		it('[ROOM3] two reveals move every private card to the board once, and leave none behind', async () => {
			const { opened, send, run } = facilitator
			const joined = [
				await join(nodes[0].url, opened.joinCode, 'Ana'),
				await join(nodes[1].url, opened.joinCode, 'Li', 'Wuhan'),
			] as const
			const board = joined[0].board.id
			const { body: added } = await send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
			await run({ type: 'phase.goto', phase: added.made })
			const texts = ['a', 'b', 'c', 'd', 'e', 'f']
			const people: StockClient[] = []
			for (const [index, { token, participant }] of joined.entries()) {
				const person = await enter(nodes[index] as TestServer, privateRoom(board, participant.id), token)
				add(person, texts.slice(index * 3, index * 3 + 3))
				await until('the cards are saved', () => person.acked() >= 2)
				people.push(person)
			}
			const answers = await askAll(2, commands(), () => command({ type: 'private.reveal', names: true }))
			expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
			expect(await readBoth(board)).toEqual(texts.sort())
			const lastReveal = async () =>
				(await facilitator.state()).sessions[0]?.boards.find(({ id }) => id === board)?.lastReveal
			expect((await lastReveal())?.cards).toBe(6)
			await until('their own are gone', () => people.every(({ doc }) => recordsOf(doc).size === 0))
		})

		it('[STORE8] when many people join for the last seats on two nodes, exactly the remaining seats are given away', async () => {
			const { joinCode, workshop } = facilitator.opened
			const { participant } = await join(nodes[0].url, joinCode, 'Ana')
			const stores = await openPostgresStores(databaseUrl, { participantMs: 1e9, maxConnections: 1 })
			const others = Array.from(
				{ length: LIMITS.maxParticipants - 4 },
				(_, index): Participant => ({ ...participant, id: createId(), name: `Person ${index}` }),
			)
			await stores.workshops.update(workshop.id, (now) => ({ ...now, participants: [...now.participants, ...others] }))
			await stores.close()
			const answers = await askAll<JoinResult>(6, '/api/join', (index) => ({
				body: { code: joinCode, name: `Late ${index}`, city: 'Dakar' },
			}))
			const statuses = answers.map(({ status }) => status)
			expect(statuses.filter((status) => status === 201)).toHaveLength(3)
			expect(await participants()).toHaveLength(LIMITS.maxParticipants)
			const refused = answers.filter(({ status }) => status !== 201)
			expect(new Set(refused.map(({ body }) => body.error?.code))).toEqual(new Set(['workshop_full']))
		})

		it('[GATE7e] imports on two nodes together stay within the room of their board', async () => {
			const { opened } = await openAsFacilitator(nodes[0].url, { groups: 9 })
			for (const { id } of opened.workshop.sessions[0]?.boards ?? []) {
				const answers = await askAll(1, `/api/boards/${id}/import?name=list.txt`, (index) => ({
					token: opened.token,
					raw: Array.from({ length: MAX_SHAPES - 1 }, (_, line) => `list ${index}, line ${line}`).join('\n'),
				}))
				expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
			}
		})

		it('[VOTE2] ballots on two nodes together stay within the dots of their voter', async () => {
			const { opened, send } = facilitator
			const { token, board } = await join(nodes[0].url, opened.joinCode, 'Ana')
			const client = await enter(nodes[0], `board:${board.id}`, token)
			add(client, ['0', '1', '2', '3', '4', '5', '6', '7'])
			await until('the cards are saved', () => client.acked() >= 2)
			const round = (await send({ type: 'vote.open', title: 'Which?', budget: 3 })).body.made as RoundId
			const path = `/api/workshops/${opened.workshop.id}/ballots`
			const answers = await askAll<BallotView>(4, path, (index) => ({
				token,
				body: { round, board: board.id, card: `shape:${index}`, count: 1 },
			}))
			const statuses = answers.map(({ status }) => status)
			expect(
				statuses.filter((status) => status === 200),
				JSON.stringify(answers.map(({ body }) => body)),
			).toHaveLength(3)
			const left = await Promise.all(nodes.map(({ url }) => call<BallotView>(url, `${path}?round=${round}`, { token })))
			expect(left.map(({ body }) => body.left)).toEqual([0, 0])
		})

		it('[NODE7] the other node knows a person, a link and a command as soon as a node has answered', async () => {
			const { opened, send } = facilitator
			const [one, two] = nodes
			const enterRoom = async (token: string) => {
				const client = await openRaw(`${two.syncUrl}/${workshopRoom(opened.workshop.id)}`, token)
				open.push({ leave: () => client.socket.terminate() })
				return client
			}
			// The room is open on the other node, with the former state.
			await enterRoom(opened.token)
			for (const name of ['Ana', 'Ben', 'Chen']) {
				const { token, participant } = await join(one.url, opened.joinCode, name)
				const own = await enterRoom(token)
				const states = () => jsonFramesIn<object>(own, FRAME.state)
				await until('the other node has sent the state', () => states().length > 0)
				expect(JSON.stringify(states()[0])).toContain(participant.id)
			}
			const secret = secretOf((await send({ type: 'links.create', role: 'projector' })).body.link ?? '')
			expect((await call(two.url, '/api/token', { body: { secret } })).status).toBe(201)
			await send({ type: 'boards.freeze', frozen: true })
			const seen = await call<WorkshopView>(two.url, `/api/workshops/${opened.workshop.id}`, { token: opened.token })
			expect(seen.body.workshop.sessions[0]?.boards.every(({ frozen }) => frozen)).toBe(true)
		})
	})
})

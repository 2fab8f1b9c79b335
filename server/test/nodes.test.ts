import { rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import {
	buildCard,
	CLOSE,
	createId,
	documentOf,
	type ParticipantId,
	type PhaseId,
	privateRoom,
	putRecord,
	recordsOf,
	revealRecords,
	workshopRoom,
} from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { LocalBroadcast } from '../dist/adapters/local/LocalBroadcast.js'
import type { DocStore } from '../dist/ports/DocStore.js'
import { openLogCopy } from '../dist/ports/LogCopy.js'
import type { Bounds } from '../dist/rooms/bounds.js'
import {
	createSharedWorkshop,
	type Delivery,
	injectFaults,
	type SharedWorkshop,
	startNode,
	type TestNode,
} from './support/nodes.ts'
import { openRaw, type RawClient } from './support/rawClient.ts'
import { makeDataDir } from './support/startServer.ts'
import { haveConverged, joinAsStock, type StockClient } from './support/stockClient.ts'
import { openSqliteDocStore } from './support/stores.ts'
import { until } from './support/until.ts'

describe('rooms on several nodes', () => {
	let folder: string
	let docStore: DocStore
	let hub: LocalBroadcast
	let workshop: SharedWorkshop
	let nodes: TestNode[] = []
	let clients: StockClient[] = []
	let sockets: RawClient[] = []
	/** Decides what happens to messages to the node of this number. */
	let deliveryTo: (node: number, channel: string) => Delivery
	beforeEach(async () => {
		folder = makeDataDir()
		docStore = await openSqliteDocStore(joinPath(folder, 'shared.db'))
		hub = new LocalBroadcast()
		workshop = createSharedWorkshop(['Ana', 'Bo', 'Chen'])
		deliveryTo = () => 'arrives'
	})
	afterEach(async () => {
		for (const client of clients) client.leave()
		for (const { socket } of sockets) socket.terminate()
		await Promise.all(nodes.map((node) => node.close()))
		await docStore.close()
		;[nodes, clients, sockets] = [[], [], []]
		rmSync(folder, { recursive: true, force: true })
	})

	async function start(count: number, bounds: Partial<Bounds> = {}): Promise<void> {
		for (let i = 0; i < count; i++) {
			const broadcast = injectFaults(hub.connect(`node ${i}`), (channel) => deliveryTo(i, channel))
			nodes.push(await startNode({ docStore, broadcast, workshop, bounds }))
		}
	}
	const nodeAt = (index: number) => nodes[index] as TestNode
	async function enter(node: number, person: number, room: string = workshop.room): Promise<StockClient> {
		const client = joinAsStock(nodeAt(node).syncUrl, room, workshop.tokens[person] ?? '')
		const { provider } = client
		await until('it has joined', () => (room.startsWith('workshop:') ? provider.wsconnected : provider.synced))
		clients.push(client)
		return client
	}
	async function watch(node: number, token: string): Promise<RawClient> {
		const socket = await openRaw(`${nodeAt(node).syncUrl}/${workshopRoom(workshop.now.id)}`, token)
		sockets.push(socket)
		return socket
	}
	/** Sends a card with this client id, which may belong to another person. */
	async function writeAs(
		[node, person]: [node: number, person: number],
		clientId: number,
		card: string,
		known?: StockClient,
	): Promise<RawClient> {
		const socket = await openRaw(`${nodeAt(node).syncUrl}/${workshop.room}`, workshop.tokens[person] ?? '')
		sockets.push(socket)
		const doc = new Y.Doc()
		if (known) Y.applyUpdate(doc, Y.encodeStateAsUpdate(known.doc))
		doc.clientID = clientId
		putRecord(recordsOf(doc), buildCard(card, { x: 1, y: 1, index: 'a1' as never }, { text: card }))
		await until('it may write', () => socket.frames.length > 0)
		socket.sendStep2(Uint8Array.of(0, 0))
		socket.sendUpdate(Y.encodeStateAsUpdate(doc, known && Y.encodeStateVector(known.doc)))
		return socket
	}
	const add = ({ doc }: StockClient, id: string) =>
		doc.transact(() => putRecord(recordsOf(doc), buildCard(id, { x: 1, y: 1, index: 'a1' as never }, { text: id })))
	const has = ({ doc }: StockClient, id: string) => recordsOf(doc).has(`shape:${id}`)

	it('[NODE2][NODE2b] an edit on one node reaches the others at once, and the log once', async () => {
		await start(3)
		const [ana, bo, chen] = [await enter(0, 0), await enter(1, 1), await enter(2, 2)]
		add(ana, 'one')
		await until('all have it', () => has(bo, 'one') && has(chen, 'one'))
		add(chen, 'two')
		await until('all have both', () => haveConverged([ana, bo, chen]) && has(ana, 'two'))
		const { updates } = await docStore.load(workshop.room)
		const cards = recordsOf(documentOf(updates))
		expect([...cards.keys()].sort()).toEqual(['shape:one', 'shape:two'])
		expect(updates.filter((update) => Buffer.from(update).includes('one'))).toHaveLength(1)
	})

	it('[NODE2a] edits lost by the broadcast arrive without further edits', async () => {
		await start(2)
		const [ana, bo] = [await enter(0, 0), await enter(1, 1)]
		deliveryTo = (node) => (node === 1 ? 'lost' : 'arrives')
		add(ana, 'one')
		await until('it arrives by the log', () => has(bo, 'one'))
		expect(bo.closed()).toBeNull()
	})

	it('[NODE2b] edits that arrive before their dependencies are completed from the log', async () => {
		await start(2, { logCheckMs: 3_600_000 })
		const [ana, bo] = [await enter(0, 0), await enter(1, 1)]
		deliveryTo = (node, channel) => (node === 1 && channel.startsWith('room') ? 'lost' : 'arrives')
		add(ana, 'one')
		await until('it is acked', () => ana.acked() >= 2)
		deliveryTo = () => 'arrives'
		recordsOf(ana.doc).get('shape:one')?.set('xy', [7, 7])
		await until('both arrive', () => haveConverged([ana, bo]) && has(bo, 'one'))
	})

	it('[NODE2c] a member who joins a lagging node gets everything that was committed before', async () => {
		await start(2, { logCheckMs: 3_600_000 })
		const [ana] = [await enter(0, 0), await enter(1, 1)]
		deliveryTo = () => 'lost'
		add(ana, 'one')
		await until('it is acked', () => ana.acked() >= 2)
		expect(has(await enter(1, 2), 'one')).toBe(true)
		add(ana, 'two')
		await until('it is acked', () => ana.acked() >= 3)
		expect(await nodeAt(1).rooms.read(workshop.board, (doc) => recordsOf(doc).size)).toBe(2)
	})

	it('[LOG5] members cannot write with the client id of another node, or of a member there', async () => {
		await start(2)
		await nodeAt(0).rooms.write(workshop.board, (doc) =>
			putRecord(recordsOf(doc), buildCard('server', { x: 1, y: 1, index: 'a1' as never }, { text: 'server' })),
		)
		const server = await nodeAt(0).rooms.read(workshop.board, ({ clientID }) => clientID)
		const ana = await enter(0, 0)
		add(ana, 'one')
		const bo = await enter(1, 1)
		await until('it has both', () => has(bo, 'server') && has(bo, 'one'))
		for (const taken of [server, ana.doc.clientID]) {
			const thief = await writeAs([1, 1], taken, 'stolen', bo)
			await until('the thief is closed', () => thief.closed() === CLOSE.rejectedEdit)
		}
		expect(has(ana, 'stolen') || has(bo, 'stolen')).toBe(false)
	})

	it('[LOG5] of two members who claim a client id at once on two nodes one stays, and all have the same document', async () => {
		await start(2)
		const seen = [await enter(0, 2), await enter(1, 2)]
		deliveryTo = () => ({ delayMs: 500 })
		const both = await Promise.all([writeAs([0, 0], 77, 'ana'), writeAs([1, 1], 77, 'bo')])
		await until('one is turned away', () => both.some(({ closed }) => closed() === CLOSE.storage))
		const stays = both.findIndex(({ closed }) => closed() === null)
		await until('all have the edit of the other', () => seen.every((one) => has(one, ['ana', 'bo'][stays] ?? '')))
		const again = await writeAs([1 - stays, 1 - stays], 77, 'again', seen[0])
		await until('it stays so', () => again.closed() === CLOSE.rejectedEdit)
		expect(haveConverged(seen) && recordsOf((seen[0] as StockClient).doc).size).toBe(1)
	})

	it('[PRES1][NODE6] presence is seen on all nodes, and ends with its member or node', async () => {
		await start(2)
		const room = workshopRoom(workshop.now.id)
		const [ana, bo] = [await enter(0, 0, room), await enter(1, 1, room)]
		const sees = ({ provider }: StockClient, other: StockClient) => provider.awareness.states.has(other.doc.clientID)
		ana.provider.awareness.setLocalState({ done: true })
		bo.provider.awareness.setLocalState({})
		await until('they see each other', () => sees(ana, bo) && sees(bo, ana))
		const late = await enter(1, 2, room)
		await until('who comes later sees both', () => sees(late, ana) && sees(late, bo))
		bo.leave()
		clients = clients.filter((client) => client !== bo)
		await until('it ends with its member', () => !sees(ana, bo))
		deliveryTo = () => 'lost'
		await nodeAt(0).close()
		await until('it ends with its node', () => !sees(late, ana))
	})

	it('[NODE6] members of a silent node are seen again after its next message, even if their presence is unchanged', async () => {
		await start(2)
		const room = workshopRoom(workshop.now.id)
		const [ana, bo] = [await enter(0, 0, room), await enter(1, 1, room)]
		for (const { provider } of [ana, bo]) {
			provider.awareness.setLocalState({})
			// Stops the client from sending its presence again after 15 s.
			clearInterval(provider.awareness._checkInterval as never)
		}
		const sees = ({ provider }: StockClient, other: StockClient) => provider.awareness.states.has(other.doc.clientID)
		await until('they see each other', () => sees(ana, bo) && sees(bo, ana))
		deliveryTo = () => 'lost'
		await until('they do not any more', () => !sees(ana, bo) && !sees(bo, ana))
		deliveryTo = () => 'arrives'
		await until('they do again', () => sees(ana, bo) && sees(bo, ana))
	})

	it('[HINT1][NODE5] hints reach members on every node, and report whether a recipient is connected', async () => {
		await start(2)
		const [ana, projector] = [await enter(1, 0, workshopRoom(workshop.now.id)), await watch(1, 'projector')]
		ana.provider.awareness.setLocalState({})
		await watch(0, 'facilitator')
		const send = (audience: Parameters<TestNode['rooms']['sendHint']>[2]) =>
			nodeAt(0).rooms.sendHint(workshop.now.id, { type: 'next' } as never, audience)
		await until('the projector is known', () => send({ role: 'projector' }))
		await until('the participant is known', () => send({ participant: workshop.tokens[0] as never }))
		expect(send({ participant: workshop.tokens[1] as never })).toBe(false)
		const isHint = (frame: Uint8Array) => Buffer.from(frame).includes('"next"')
		await until('the projector has it', () => projector.frames.some(isHint))
	})

	const isFrozen = (now: SharedWorkshop['now']) => ({
		...now,
		sessions: now.sessions.map((session) => ({
			...session,
			boards: session.boards.map((board) => ({ ...board, frozen: true })),
		})),
	})

	it.each(['arrives', 'lost'] as const)(
		'[P10][NODE5] a change of the workshop closes members on every node (news %s)',
		async (delivery) => {
			await start(2)
			const [ana, bo] = [await enter(0, 0), await enter(1, 1)]
			deliveryTo = (_node, channel) => (channel === 'server' ? delivery : 'arrives')
			nodeAt(0).rooms.workshopChanged(workshop.change(isFrozen))
			await until('the first is closed', () => ana.closed() === CLOSE.accessChanged)
			if (delivery === 'lost') hub.reportGaps()
			await until('so is the other', () => bo.closed() === CLOSE.accessChanged)
		},
	)

	it('[P10][ACCESS3] an ended token and a deleted workshop close members on every node', async () => {
		await start(2)
		const [watcher, ana] = [await watch(1, 'facilitator'), await enter(1, 0)]
		workshop.identities.delete('facilitator')
		await nodeAt(0).rooms.recheckTokens(workshop.now.id)
		await until('the token has ended', () => watcher.closed() === CLOSE.badToken)
		expect(ana.closed()).toBeNull()
		await nodeAt(0).rooms.workshopDeleted(workshop.now)
		await until('the room has ended', () => ana.closed() === CLOSE.noRoom)
	})

	it('[ROOM3][NODE5] private cards are counted and revealed from any node', async () => {
		await start(2)
		const phase = {
			id: createId<PhaseId>(),
			kind: 'write',
			isPrivate: true,
			may: ['write'],
			title: {},
			prompt: {},
			minutes: 5,
		}
		workshop.change((now) => ({
			...now,
			sessions: now.sessions.map((session) => ({ ...session, phases: [phase as never], phase: phase.id })),
		}))
		const dashboard = await watch(1, 'facilitator')
		const room = privateRoom(workshop.board.id, workshop.tokens[0] as ParticipantId)
		const [ana, reader] = [await enter(0, 0, room), await enter(0, 1)]
		await until('the room takes edits', () => ana.provider.synced)
		add(ana, 'mine')
		const announced = () => dashboard.frames.some((frame) => Buffer.from(frame).includes('{"cards":1,"people":1}'))
		await until('the dashboard on the other node has the number', announced)
		deliveryTo = () => 'lost'
		add(ana, 'second')
		await until('it is acked', () => ana.acked() >= 3)
		expect(await nodeAt(1).rooms.privateCardsAt(workshop.board)).toEqual({ cards: 2, people: 1 })
		await nodeAt(1).rooms.revealPrivateCards(
			workshop.board,
			(docs, doc) => void revealRecords(docs, doc, { withNames: true }),
		)
		await until('the cards are on the board', () => has(reader, 'mine') && has(reader, 'second'))
		await until('and no longer private', () => recordsOf(ana.doc).size === 0)
		expect(await nodeAt(0).rooms.privateCardsAt(workshop.board)).toEqual({ cards: 0, people: 0 })
	})

	it('[ROOM3][NODE3] without a broadcast only the private logs that have grown are counted again', async () => {
		const room = privateRoom(workshop.board.id, workshop.tokens[0] as ParticipantId)
		const other = privateRoom(workshop.board.id, workshop.tokens[1] as ParticipantId)
		const doc = new Y.Doc()
		const write = async (id: string, log = room) => {
			putRecord(recordsOf(doc), buildCard(id, { x: 1, y: 1, index: 'a1' as never }, { text: id }))
			await docStore.append([{ room: log, update: Y.encodeStateAsUpdate(doc) }])
		}
		await write('one', other)
		await write('one')
		const loads: string[] = []
		let checks = 0
		const counting: DocStore = {
			...docStore,
			load: (log, after) => {
				loads.push(log)
				return docStore.load(log, after)
			},
			list: (prefix) => {
				checks++
				return docStore.list(prefix)
			},
		}
		const broadcast = { ...injectFaults(hub.connect('alone'), () => 'lost'), isConnected: false }
		nodes.push(await startNode({ docStore: counting, broadcast, workshop }))
		const dashboard = await watch(0, 'facilitator')
		const has = (counts: string) => dashboard.frames.some((frame) => Buffer.from(frame).includes(counts))
		await until('both are counted', () => has('{"cards":2,"people":2}'))
		const checksBefore = checks
		await until('it has looked again', () => checks > checksBefore + 5)
		loads.length = 0
		await write('two')
		await until('the new one is counted', () => has('{"cards":3,"people":2}'))
		expect(loads).toEqual([room])
	})

	it('[NODE8] a node that ends sends its members to the others in waves', async () => {
		await start(2, { closeSpreadMs: 400 })
		const all = await Promise.all(Array.from({ length: 60 }, () => watch(0, 'facilitator')))
		const closing = nodeAt(0).close()
		await until('the first wave is closed', () => all.some(({ closed }) => closed() === CLOSE.shuttingDown))
		expect(all.filter(({ closed }) => closed() === null).length).toBeGreaterThan(20)
		await closing
		await until('all are closed', () => all.every(({ closed }) => closed() === CLOSE.shuttingDown))
	})

	it('[REST1e] edits that a slower node accepts for a replaced document are not acked', async () => {
		await start(2)
		const [ana, bo] = [await enter(0, 0), await enter(1, 1)]
		add(ana, 'one')
		await until('both have it', () => has(bo, 'one'))
		deliveryTo = () => 'lost'
		const epoch = await nodeAt(0).rooms.writeReplacement(workshop.board, {
			state: new Uint8Array([0, 0]),
			changes: [],
			by: 'facilitator',
		})
		const replaced = workshop.change((now) => ({
			...now,
			sessions: now.sessions.map((session) => ({
				...session,
				boards: session.boards.map((board) => ({ ...board, epoch })),
			})),
		}))
		nodeAt(0).rooms.workshopChanged(replaced)
		const last = [...recordsOf(openLogCopy(await nodeAt(0).rooms.copyReplaced(workshop.board))).keys()]
		const acked = bo.acked()
		add(bo, 'late')
		await until('the slower node closes its members', () => bo.closed() !== null)
		expect(bo.acked()).toBe(acked)
		expect(last).toEqual(['shape:one'])
		expect((await docStore.load(workshop.room)).updates.some((update) => Buffer.from(update).includes('late'))).toBe(
			false,
		)
	})
})

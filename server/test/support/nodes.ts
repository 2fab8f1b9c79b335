/*
 * Several nodes of a server in one process, with the stores that they share and a broadcast that a
 * test may disturb.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Identity, Participant, Workshop, WorkshopId } from '@charrette/shared'
import { boardRoom, createId, createJoinCode, upgradeWorkshop } from '@charrette/shared'
import { pino } from 'pino'
import type { Broadcast, BroadcastListener } from '../../dist/ports/Broadcast.js'
import type { DocStore } from '../../dist/ports/DocStore.js'
import { BOUNDS, type Bounds } from '../../dist/rooms/bounds.js'
import { createRooms, type Rooms } from '../../dist/rooms/Rooms.js'
import { NO_BUDGETS } from './startServer.ts'
import { until } from './until.ts'

/** The rooms of a server process, with their sockets. */
export interface TestNode {
	rooms: Rooms
	syncUrl: string
	close(): Promise<void>
}

/** Creates the workshop of all nodes, as their store: a plenary board and participants. */
export function createSharedWorkshop(names: readonly string[]) {
	const boardId = createId<Workshop['sessions'][number]['boards'][number]['id']>()
	const session = createId<Workshop['session']>()
	const participants = names.map(
		(name): Participant =>
			({
				id: createId(),
				name,
				city: null,
				colour: '#1d4f8c',
				group: null,
				joinedAt: 1,
				locale: 'en',
			}) as never as Participant,
	)
	let workshop = upgradeWorkshop({
		id: createId<WorkshopId>(),
		version: 1,
		title: 'Nodes',
		locale: 'en',
		locales: ['en'],
		cities: [],
		joinCode: createJoinCode(),
		createdAt: 1,
		session,
		sessions: [
			{
				id: session,
				title: 'One',
				groups: [],
				boards: [{ id: boardId, title: 'Plenary', group: null, frozen: false }],
				phases: [],
				phase: null,
			},
		],
		participants,
		spotlight: null,
		gathering: null,
	} as never)
	const identities = new Map<string, Identity>()
	for (const { id } of participants) identities.set(id, { workshop: workshop.id, role: 'participant', participant: id })
	for (const role of ['facilitator', 'projector'] as const)
		identities.set(role, { workshop: workshop.id, role, participant: null })
	return {
		get now() {
			return workshop
		},
		board: {
			id: boardId,
			title: 'Plenary',
			group: null,
			frozen: false,
		} as never as Workshop['sessions'][number]['boards'][number],
		room: boardRoom(boardId),
		/** Tokens: participants' ids, `facilitator` and `projector`. */
		tokens: participants.map(({ id }) => id as string),
		identities,
		/** Stores a change as another node does, without notifying any node. */
		change(edit: (now: Workshop) => Workshop): Workshop {
			workshop = { ...edit(workshop), version: workshop.version + 1 }
			return workshop
		},
	}
}
export type SharedWorkshop = ReturnType<typeof createSharedWorkshop>

interface NodeDeps {
	docStore: DocStore
	broadcast: Broadcast
	workshop: SharedWorkshop
	bounds?: Partial<Bounds>
}

export async function startNode({ docStore, broadcast, workshop, bounds }: NodeDeps): Promise<TestNode> {
	const rooms = createRooms({
		docStore,
		broadcast,
		bounds: { ...BOUNDS, ...NO_BUDGETS, logCheckMs: 100, nodeHeartbeatMs: 50, nodeSilenceMs: 500, ...bounds },
		now: Date.now,
		log: pino({ level: process.env['NODES_LOG'] ?? 'silent' }),
		identify: async (token) => workshop.identities.get(token) ?? null,
		findWorkshop: async (id) => (id === workshop.now.id ? workshop.now : null),
	})
	const http = createServer().on('upgrade', rooms.handleUpgrade).listen(0, '127.0.0.1')
	await until('the node listens', () => http.listening)
	let isClosed = false
	return {
		rooms,
		syncUrl: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/sync`,
		async close() {
			if (isClosed) return
			isClosed = true
			await rooms.close()
			http.closeAllConnections()
			http.close()
			await broadcast.close()
		},
	}
}

/** The fate of a message on its way to a node. */
export type Delivery = 'arrives' | 'lost' | 'twice' | { delayMs: number }

/**
 * Wraps a broadcast so that its messages are lost, duplicated or delayed, as `deliveryOf` decides.
 * It never reports a gap by itself.
 */
export function injectFaults(broadcast: Broadcast, deliveryOf: (channel: string) => Delivery): Broadcast {
	const deliver = (listener: BroadcastListener, channel: string) => (message: Uint8Array, node: string) => {
		const delivery = deliveryOf(channel)
		if (delivery === 'lost') return
		if (typeof delivery === 'object') setTimeout(() => listener.receive(message, node), delivery.delayMs)
		else listener.receive(message, node)
		if (delivery === 'twice') listener.receive(message, node)
	}
	return {
		node: broadcast.node,
		get isConnected() {
			return broadcast.isConnected
		},
		publish: (channel, encode) => broadcast.publish(channel, encode),
		subscribe: (channel, listener) =>
			broadcast.subscribe(channel, { receive: deliver(listener, channel), gap: () => listener.gap() }),
		close: () => broadcast.close(),
	}
}

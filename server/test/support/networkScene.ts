import { boardRoom, readBoard } from '@charrette/shared'
import { expect } from 'vitest'
import type { Bounds } from '../../dist/rooms/bounds.js'
import type { AckTrackingClient } from './ackTrackingClient.ts'
import { joinWithAckTracking } from './ackTrackingClient.ts'
import { call, createWorkshop, join } from './call.ts'
import type { FaultyProxy } from './faultyProxy.ts'
import { openFaultyProxy } from './faultyProxy.ts'
import { editAtRandom, type Random } from './randomEdits.ts'
import type { TestServer } from './startServer.ts'
import { startServer } from './startServer.ts'
import { haveConverged } from './stockClient.ts'
import { until } from './until.ts'

/** Two people at one board. One is connected through a proxy that can simulate faults. */
export interface NetworkScene {
	server: TestServer
	proxy: FaultyProxy
	far: AckTrackingClient
	near: AckTrackingClient
	room: string
	/** Returns the Yjs client ids in the presence that the person on the direct connection sees. */
	seen(): number[]
	/** Makes edits, each by one of the two people, and delivers some of the sent frames meanwhile. */
	edit(count: number, random: Random): Promise<void>
	/** Expects that both clients and the server converge, with every edit acked and none refused. */
	expectAgreement(): Promise<void>
	close(): Promise<void>
}

/** Starts a server that detects a dead connection sooner than usual, and joins both people. */
export async function openNetworkScene({
	random,
	bounds = {},
}: {
	random?: Random
	bounds?: Partial<Bounds>
}): Promise<NetworkScene> {
	const server = await startServer({}, { heartbeatMs: 100, silenceMs: 1500, ...bounds })
	const proxy = await openFaultyProxy(Number(new URL(server.url).port), random?.next)
	const opened = await createWorkshop(server.url, { groups: 1 })
	const [ana, li] = await Promise.all(['Ana', 'Li'].map((name) => join(server.url, opened.joinCode, name)))
	if (!ana || !li) throw new Error('nobody joined')
	const room = boardRoom(ana.board.id)
	const far = joinWithAckTracking(`ws://127.0.0.1:${proxy.port}/sync`, room, ana.token)
	const near = joinWithAckTracking(server.syncUrl, room, li.token)
	const seen = () => [...near.provider.awareness.getStates().keys()]
	for (const person of [far, near]) person.provider.awareness.setLocalState({ cursor: { x: 1, y: 1 } })
	await until('both are seen', () => near.provider.synced && far.provider.synced && seen().length === 2)
	return {
		server,
		proxy,
		far,
		near,
		room,
		seen,
		async edit(count, source) {
			for (let i = 0; i < count; i++) {
				editAtRandom((source.pick([far, near]) as AckTrackingClient).doc, source)
				if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
			}
		},
		async expectAgreement() {
			proxy.set({})
			await until('both agree and all is acked', () => {
				return haveConverged([far, near]) && far.isAllAcked() && near.isAllAcked()
			})
			const path = `/api/boards/${room.slice('board:'.length)}/content`
			const { body } = await call(server.url, path, { token: opened.token })
			expect(body).toEqual(readBoard(far.doc))
			expect([far.nacked(), near.nacked()]).toEqual([0, 0])
		},
		async close() {
			far.leave()
			near.leave()
			await proxy.close()
			await server.stop()
		},
	}
}

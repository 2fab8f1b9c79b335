import { boardRoom, readBoard } from '@charrette/shared'
import { expect } from 'vitest'
import type { Bounds } from '../../dist/rooms/bounds.js'
import { call, join, openWorkshop } from './call.ts'
import type { FaultyProxy } from './faultyProxy.ts'
import { openFaultyProxy } from './faultyProxy.ts'
import { editAtRandom, type Random } from './randomEdits.ts'
import type { TestServer } from './startServer.ts'
import { startServer } from './startServer.ts'
import { haveConverged } from './stockClient.ts'
import { until } from './until.ts'
import type { Witness } from './witness.ts'
import { joinAsWitness } from './witness.ts'

/** Two people at one board. One is connected through a proxy that can simulate faults. */
export interface LineScene {
	server: TestServer
	proxy: FaultyProxy
	far: Witness
	near: Witness
	room: string
	/** Returns the Yjs client ids in the presence that the person on the good line sees. */
	seen(): number[]
	/** Makes edits, each by one of the two people, and delivers some of the sent frames meanwhile. */
	edit(count: number, random: Random): Promise<void>
	/** Expects that both clients and the server converge, with every edit acked and none refused. */
	expectAgreement(): Promise<void>
	close(): Promise<void>
}

/** Starts a server that detects a dead line sooner than usual, and joins both people. */
export async function openLineScene({
	random,
	bounds = {},
}: {
	random?: Random
	bounds?: Partial<Bounds>
}): Promise<LineScene> {
	const server = await startServer({}, { beatMs: 100, silenceMs: 1500, ...bounds })
	const proxy = await openFaultyProxy(Number(new URL(server.url).port), random?.next)
	const opened = await openWorkshop(server.url, { groups: 1 })
	const [ana, li] = await Promise.all(['Ana', 'Li'].map((name) => join(server.url, opened.joinCode, name)))
	if (!ana || !li) throw new Error('nobody joined')
	const room = boardRoom(ana.board.id)
	const far = joinAsWitness(`ws://127.0.0.1:${proxy.port}/sync`, room, ana.token)
	const near = joinAsWitness(server.syncUrl, room, li.token)
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
				editAtRandom((source.pick([far, near]) as Witness).doc, source)
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

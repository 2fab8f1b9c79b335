import type { WorkshopId } from '@charrette/shared'
import { boardRoom, createId } from '@charrette/shared'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPostgresStores } from '../dist/adapters/postgres/openPostgresStores.js'
import { openPool } from '../dist/adapters/postgres/PostgresDatabase.js'
import { Placement } from '../dist/placement/Placement.js'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { createDatabase, describeWithPostgres, WAITING_LOCKS } from './support/postgres.ts'
import { query } from './support/postgresProcess.ts'
import { until } from './support/until.ts'

type Node = Awaited<ReturnType<typeof openPostgresStores>>

describeWithPostgres('the records of placement', () => {
	let url: string
	let nodes: [Node, Node, Node]
	let workshop: WorkshopId
	beforeEach(async () => {
		url = await createDatabase()
		const open = async (port: number) => {
			const stores = await openPostgresStores(url, {
				participantMs: 1000,
				maxConnections: 2,
				machine: `machine ${port}`,
			})
			await stores.placement.register(`http://10.0.0.1:${port}`, { isStart: true })
			return stores
		}
		nodes = [await open(1), await open(2), await open(3)]
		const created = emptyWorkshop()
		workshop = created.id
		await nodes[0].workshops.create(created)
	})
	afterEach(() => Promise.all(nodes.map((stores) => stores.close())))

	const owners = async () =>
		new Set((await Promise.all(nodes.map(({ placement }) => placement.claim(workshop)))).map(({ id }) => id))
	const expire = (node: Node) =>
		query(
			url,
			`UPDATE node SET alive_until = clock_timestamp() - interval '1 second' WHERE id = '${node.placement.node.id}'`,
		)
	const figures = { rooms: 1, sockets: 2 }
	/** Beats often enough for the node to remove others. */
	async function beatSteadily({ placement }: Node): Promise<void> {
		for (let beats = 0; beats < 6; beats++) await placement.beat(figures)
	}

	it('[NODE1] of several nodes that ask for a workshop at once one owns it, until it gives it up', async () => {
		const [owner] = [...(await owners())]
		expect(await owners()).toEqual(new Set([owner]))
		const isOwner = ({ placement }: Node) => placement.node.id === owner
		for (const other of nodes.filter((node) => !isOwner(node))) await other.placement.giveUp([workshop])
		expect(await owners()).toEqual(new Set([owner]))
		for (const owning of nodes.filter(isOwner)) await owning.placement.giveUp([workshop])
		expect((await nodes[2].placement.claim(workshop)).id).toBe(nodes[2].placement.node.id)
	})

	it('[NODE1] a node that does not show that it lives is silent, and then removed by one that has shown it steadily', async () => {
		const [dead, living, late] = nodes
		await dead.placement.claim(workshop)
		expect((await living.placement.claim(workshop)).isLeaving).toBe(false)
		await expire(dead)
		expect((await living.placement.claim(workshop)).isLeaving).toBe(true)
		// After an outage of the database, nodes first show that they live.
		await late.placement.beat(figures)
		expect((await late.placement.claim(workshop)).id).toBe(dead.placement.node.id)
		await beatSteadily(living)
		expect((await late.placement.claim(workshop)).id).toBe(late.placement.node.id)
		expect(await dead.placement.beat(figures)).toBeNull()
		expect((await living.placement.beat(figures))?.get(late.placement.node.id)).toEqual(figures)
	})

	it('[NODE1] a node that starts at the address of another takes its place at once', async () => {
		await nodes[0].placement.claim(workshop)
		await nodes[1].placement.register('http://10.0.0.1:1', { isStart: true })
		expect((await nodes[2].placement.claim(workshop)).id).toBe(nodes[2].placement.node.id)
	})

	function openPlacement(node: Node, deps: { abandon?: () => void; abandonedMs?: number } = {}): Placement {
		return new Placement({
			store: node.placement,
			log: pino({ level: 'silent' }),
			idleMs: 60_000,
			release: async () => true,
			abandon: () => {},
			figures: () => figures,
			onBeat: async () => {},
			...deps,
		})
	}
	async function enter(placement: Placement, request: { destroy(): void } | null) {
		const entered = await placement.enter(workshop, request)
		if (!('leave' in entered)) throw new Error('the workshop has another owner')
		return entered
	}

	it('[NODE4] members can edit until the requests of a workshop that is given up have ended', async () => {
		const [ending, other] = nodes
		const placement = openPlacement(ending)
		await placement.lease.open('http://10.0.0.1:9')
		const request = await enter(placement, { destroy() {} })
		let isClosed = false
		const given = placement.giveUp(workshop, async () => {
			isClosed = true
		})
		expect((await other.placement.claim(workshop)).id).toBe(ending.placement.node.id)
		expect(isClosed).toBe(false)
		request.leave()
		await given
		expect(isClosed).toBe(true)
		expect((await other.placement.claim(workshop)).id).toBe(other.placement.node.id)
		await placement.close()
	})

	it('[NODE1] callers that ask for a workshop at the same time share one claim', async () => {
		const [owner, other] = nodes
		await owner.placement.claim(workshop)
		const placement = openPlacement(other)
		await placement.lease.open('http://10.0.0.1:9')
		const entered = await Promise.all([1, 2, 3].map(() => placement.enter(workshop, null)))
		expect(entered[0]).toMatchObject({ id: owner.placement.node.id })
		expect(new Set(entered).size).toBe(1)
		await placement.close()
	})

	it('[NODE2] a removed node ends the requests of before that take too long', async () => {
		const [removed, living] = nodes
		const placement = openPlacement(removed, { abandonedMs: 0 })
		await placement.lease.open('http://10.0.0.1:9')
		let ended = 0
		const entered = await enter(placement, {
			destroy() {
				ended++
				entered.leave()
			},
		})
		await expire(removed)
		await beatSteadily(living)
		await until('it is registered again', () => ended > 0 && placement.lease.isRegistered)
		expect(ended).toBe(1)
		await placement.close()
	})

	it('[NODE3b] a node that begins to end is leaving, and owns its workshops until it gives them up', async () => {
		const [ending, other] = nodes
		await ending.placement.claim(workshop)
		await ending.placement.beginLeaving()
		const { id } = ending.placement.node
		expect(await other.placement.claim(workshop)).toMatchObject({ id, isLeaving: true })
		await beatSteadily(ending)
		expect(await other.placement.claim(workshop)).toMatchObject({ id, isLeaving: true })
		await ending.placement.giveUp([workshop])
		expect(await other.placement.claim(workshop)).toMatchObject({ id: other.placement.node.id, isLeaving: false })
	})

	it('[NODE2] a removed node appends nothing and changes no workshop, and can do so under a new id', async () => {
		const [removed, living] = nodes
		const entry = (byte: number) => [{ room: boardRoom(createId()), update: Uint8Array.of(byte) }]
		await removed.docStore.append(entry(1))
		await expire(removed)
		await beatSteadily(living)
		await expect(removed.docStore.append(entry(2))).rejects.toMatchObject({
			name: 'AppendRefusedError',
			reason: 'nodeEnded',
		})
		const rename = (node: Node, title: string) => node.workshops.update(workshop, (now) => ({ ...now, title }))
		await expect(rename(removed, 'Late')).rejects.toThrow('could not read or write')
		expect((await living.workshops.byId(workshop))?.title).toBe(emptyWorkshop().title)
		await removed.placement.register('http://10.0.0.1:1', { isStart: false })
		await removed.docStore.append(entry(3))
		expect((await rename(removed, 'Again'))?.title).toBe('Again')
	})

	it('[NODE2] a removed node closes everything, and registers again only once its requests of before have ended', async () => {
		const [removed, living] = nodes
		let abandoned = 0
		const placement = openPlacement(removed, { abandon: () => abandoned++ })
		await placement.lease.open('http://10.0.0.1:9')
		const entered = await enter(placement, { destroy() {} })
		const before = removed.placement.node.id
		await expire(removed)
		await beatSteadily(living)
		await until('it knows', () => abandoned === 1)
		expect((await living.placement.claim(workshop)).id).toBe(living.placement.node.id)
		await expect(placement.enter(workshop, null)).rejects.toThrow('could not read or write')
		await beatSteadily(living)
		expect([removed.placement.node.id, placement.lease.isRegistered]).toEqual([before, false])
		entered.leave()
		await until('it is registered again', () => placement.lease.isRegistered)
		expect(removed.placement.node.id).not.toBe(before)
		expect(await placement.enter(workshop, null)).toMatchObject({ id: living.placement.node.id })
		await placement.close()
	})

	it('[NODE2] the removal of a node waits for its appends in progress, which its successor then reads', async () => {
		const [slow, living] = nodes
		const room = boardRoom(createId())
		const pool = openPool(url, { maxConnections: 1 })
		const blocking = await pool.connect()
		await blocking.query('BEGIN')
		await blocking.query('LOCK TABLE log IN SHARE MODE')
		const appended = slow.docStore.append([{ room, update: Uint8Array.of(7) }])
		await until('the append waits', async () => (await blocking.query(WAITING_LOCKS)).rows.length === 1)
		await expire(slow)
		await beatSteadily(living)
		expect((await living.placement.beat(figures))?.has(slow.placement.node.id)).toBe(true)
		await blocking.query('COMMIT')
		blocking.release()
		await pool.end()
		await appended
		await beatSteadily(living)
		expect((await living.placement.beat(figures))?.has(slow.placement.node.id)).toBe(false)
		expect((await living.docStore.load(room)).updates).toEqual([Uint8Array.of(7)])
	})
})

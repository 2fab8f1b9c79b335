import type { Logger } from 'pino'
import type { HostSettingsCache } from '../host/hostSettings.ts'
import type { TrustProxy } from '../http/trustedProxies.ts'
import type { PlacementStore } from '../ports/PlacementStore.ts'
import type { TokenStore } from '../ports/TokenStore.ts'
import type { WorkshopStore } from '../ports/WorkshopStore.ts'
import type { Bounds } from '../rooms/bounds.ts'
import { figuresOf } from '../rooms/countRooms.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { Config } from '../start/config.ts'
import { nodeUrlOf } from '../start/listen.ts'
import { createDoor, type Door } from './createDoor.ts'
import { Placement } from './Placement.ts'
import type { SocketHandover } from './SocketHandover.ts'

/** Number of beats, one a second, between two reads of the host's settings. */
const SETTINGS_BEATS = 5
const REACH_MS = 3000

export interface NodeDeps {
	placement: { store: PlacementStore; key: string }
	handover: SocketHandover | null
	config: Config
	bounds: Pick<Bounds, 'ownedMs'>
	trust: TrustProxy
	rooms: Rooms
	workshops: WorkshopStore
	tokens: TokenStore
	hostSettings: Pick<HostSettingsCache, 'reload'>
	log: Logger
}

/** This process as one of several nodes. */
export interface ServerNode {
	placement: Placement
	door: Door
	/** Registers the node, which listens on this port. Rejects if the store fails. */
	open(port: number): Promise<void>
}

/** Creates the part of a server by which it is one of several nodes (NODE1). */
export function createNode(deps: NodeDeps): ServerNode {
	const { rooms, workshops, tokens, config, log } = deps
	let beats = 0
	const placement = new Placement({
		store: deps.placement.store,
		log,
		idleMs: deps.bounds.ownedMs,
		release: (workshop) => rooms.release(workshop),
		abandon: () => rooms.abandon(),
		figures: () => figuresOf(rooms.count()),
		async onBeat(living) {
			door.endSocketsOfOthers(living)
			if (beats++ % SETTINGS_BEATS === 0) await deps.hostSettings.reload()
			await readChanges()
		},
	})

	/** Reads workshops again that another process has changed: a host's page, or a command. */
	async function readChanges(): Promise<void> {
		const sent = rooms.followed()
		const stored = await workshops.versions([...sent.keys()])
		for (const [workshop, version] of sent)
			if ((stored.get(workshop) ?? Number.POSITIVE_INFINITY) > version) await rooms.readAgain(workshop)
	}

	const door = createDoor({
		placement,
		key: deps.placement.key,
		trust: deps.trust,
		handover: deps.handover,
		log,
		workshopOfToken: async (token) => (await tokens.findToken(token))?.workshop ?? null,
		isWorkshop: async (id) => (await workshops.versions([id as never])).size > 0,
		serveUpgrade: rooms.handleUpgrade,
	})

	return {
		placement,
		door,
		async open(port) {
			if (config.databaseUrl === null) {
				await placement.lease.open(null)
				return
			}
			const url = nodeUrlOf(config, port)
			await placement.lease.open(url)
			void warnIfUnreachable(url, log)
		},
	}
}

async function warnIfUnreachable(url: string, log: Logger): Promise<void> {
	try {
		const { ok, status } = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(REACH_MS) })
		if (!ok) throw new Error(`it answers with ${status}`)
	} catch (err) {
		log.warn({ url, err }, 'this node is not reached under NODE_URL, at which other nodes look for it')
	}
}

import type { Board, RoomId, Workshop, WorkshopId } from '@charrette/shared'
import { parseRoomId } from '@charrette/shared'
import type { Logger } from 'pino'
import type * as Y from 'yjs'
import type { Bounds } from '../bounds.ts'
import type { Room } from '../Room.ts'
import { WorkshopWatch } from './WorkshopWatch.ts'

export interface DigestDeps {
	bounds: Bounds
	log: Logger
	/** The rooms of this process that are open. */
	rooms: ReadonlyMap<RoomId, Room>
	/** Reads a board's document, loading it when needed. */
	read(board: Board, read: (doc: Y.Doc) => void): Promise<void>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
}

/** Who comes is told within a part of the time after which others are told anew. */
const LOOKS_A_TURN = 4

/** Tells digests in every workshop's room in which somebody listens (FAN5). Returns its end. */
export function createDigests(deps: DigestDeps): () => void {
	const watches = new WeakMap<Room, WorkshopWatch>()
	let isTelling = false

	function watchOf(room: Room): WorkshopWatch {
		const watch = watches.get(room) ?? new WorkshopWatch(room, deps)
		watches.set(room, watch)
		return watch
	}

	async function tellAll(): Promise<void> {
		const now = performance.now()
		for (const room of [...deps.rooms.values()]) {
			const parsed = parseRoomId(room.id)
			if (parsed?.type !== 'workshop' || !watchOf(room).isDue(now)) continue
			const workshop = await deps.findWorkshop(parsed.workshop)
			if (workshop) await watchOf(room).tell(workshop, now)
		}
	}

	const looking = setInterval(async () => {
		if (isTelling) return
		isTelling = true
		try {
			await tellAll()
		} catch (cause) {
			deps.log.error({ cause: String(cause) }, 'digests not told')
		} finally {
			isTelling = false
		}
	}, deps.bounds.digestMs / LOOKS_A_TURN)
	return () => clearInterval(looking)
}

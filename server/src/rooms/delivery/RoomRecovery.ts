import { type BoardId, parseRoomId, type RoomId, type RoomState, type SnapshotId } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import { findMissingRanges } from '../gate/missingRanges.ts'
import type { Range } from '../gate/updateCodec.ts'
import type { RoomLog } from '../log/RoomLog.ts'
import type { LatestState } from './LatestState.ts'
import type { Outbox } from './Outbox.ts'

export interface RoomRecoveryDeps {
	room: RoomId
	doc: Y.Doc
	logger: Logger
	log: RoomLog
	latest: LatestState
	/** The newest snapshot of a board that can be read; null if there is none. */
	newestSnapshot?: ((board: BoardId) => Promise<SnapshotId | null>) | undefined
	outbox: Outbox
	/** Whether every edit in the document is on disk. */
	isDurable(): boolean
}

/**
 * Recovers edits that a room's log has lost. As long as rows of the log are damaged, members may
 * send the edits of others that are known to be missing (GATE6a, LOG3). Members are informed of the
 * damage, and of the state of the storage (ACK4).
 */
export class RoomRecovery {
	readonly #deps: RoomRecoveryDeps
	/** The clocks, by client id, that were missing when the document was loaded. */
	#missing: ReadonlyMap<number, readonly Range[]> = new Map()
	/** Whether members were informed of the damage. */
	#isAnnounced = false
	/** The snapshot that is offered to facilitators while the log is damaged. */
	#snapshot: SnapshotId | null = null

	constructor(deps: RoomRecoveryDeps) {
		this.#deps = deps
	}

	/**
	 * The end of the missing range in which the next clock of a client id is; 0 if it is in none.
	 */
	missingEndOf(client: number): number {
		const { log, doc } = this.#deps
		const ranges = log.damaged > 0 ? this.#missing.get(client) : undefined
		const next = ranges ? Y.getState(doc.store, client) : 0
		const range = ranges?.find(({ clock, len }) => clock <= next && next < clock + len)
		return range ? range.clock + range.len : 0
	}

	/** Informs the members that part of the document could not be read, if that is so. */
	async announceDamage(): Promise<void> {
		if (this.#deps.log.damaged === 0) return
		this.#missing = findMissingRanges(this.#deps.doc)
		const parsed = parseRoomId(this.#deps.room)
		this.#snapshot = parsed?.type === 'board' ? await this.#findSnapshot(parsed.board) : null
		this.pushState()
	}

	/** Sends the members the state of the log. */
	pushState(): void {
		const { storage, damaged } = this.#deps.log
		const state: RoomState = damaged > 0 ? { storage, damaged } : { storage }
		const snapshot = this.#snapshot
		const forFacilitators: RoomState = damaged > 0 && snapshot ? { ...state, snapshot } : state
		this.#deps.latest.pushState((isForFacilitators) => (isForFacilitators ? forFacilitators : state))
	}

	/** Call it when a member has joined, which was sent the state of the log. */
	joined(): void {
		this.#isAnnounced = true
	}

	/**
	 * Marks a damaged log as recovered once members have sent the edits that the document waited for
	 * (LOG3). A document that never waited for edits shows no sign of that; see `endSession`.
	 */
	checkRecovered(): void {
		const { log, logger, room, outbox, isDurable } = this.#deps
		if (log.damaged === 0 || this.#missing.size === 0 || this.isIncomplete) return
		// The members' edits are on disk before a state replaces the damaged rows.
		outbox.flush().then(
			() => {
				if (log.damaged === 0 || this.isIncomplete || !isDurable()) return
				logger.warn({ room, rows: log.damaged }, 'damaged log healed')
				log.replaceDamaged()
				this.pushState()
			},
			() => {},
		)
	}

	/**
	 * Marks a damaged log as recovered when its room closes, if nothing is known to be missing and
	 * members were informed. Call it when everything is on disk.
	 */
	endSession(): void {
		const { log } = this.#deps
		if (log.damaged > 0 && this.#isAnnounced && !this.isIncomplete) log.replaceDamaged()
	}

	/** Whether the document waits for edits that a damaged row had. */
	get isIncomplete(): boolean {
		const { store } = this.#deps.doc
		return store.pendingStructs !== null || store.pendingDs !== null
	}

	async #findSnapshot(board: BoardId): Promise<SnapshotId | null> {
		try {
			return (await this.#deps.newestSnapshot?.(board)) ?? null
		} catch (cause) {
			this.#deps.logger.error({ room: this.#deps.room, err: cause }, 'no snapshot found to offer')
			return null
		}
	}
}

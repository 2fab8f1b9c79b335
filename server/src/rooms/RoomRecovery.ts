import { type BoardId, parseRoomId, type RoomId, type RoomState, type SnapshotId } from '@charrette/shared'
import type { Logger } from 'pino'
import type * as Y from 'yjs'
import type { Bounds } from './bounds.ts'
import type { LatestState } from './LatestState.ts'
import type { Outbox } from './Outbox.ts'
import type { RoomLog } from './RoomLog.ts'

export interface RoomRecoveryDeps {
	room: RoomId
	doc: Y.Doc
	bounds: Bounds
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
 * Recovers edits that a room's log has lost. For a time after the room was loaded, and as long as
 * rows of the log are damaged, members may send edits of others (GATE6a, LOG3). Members are
 * informed of the damage, and of the state of the storage (ACK4).
 */
export class RoomRecovery {
	readonly #deps: RoomRecoveryDeps
	#until = 0
	/** Whether the document waited for edits of a damaged row when it was loaded. */
	#wasIncomplete = false
	/** The snapshot that is offered to facilitators while the log is damaged. */
	#snapshot: SnapshotId | null = null

	constructor(deps: RoomRecoveryDeps) {
		this.#deps = deps
	}

	/** Whether a step 2 may contain edits of other members that the server lacks. */
	get acceptsForeign(): boolean {
		return performance.now() < this.#until || this.#deps.log.damaged > 0
	}

	/** Starts the recovery time, since the document was loaded or can be written again. */
	begin(): void {
		this.#until = performance.now() + this.#deps.bounds.recoveryMs
	}

	/** Informs the members that part of the document could not be read, if that is so. */
	async announceDamage(): Promise<void> {
		if (this.#deps.log.damaged === 0) return
		this.#wasIncomplete = this.isIncomplete
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
		this.#deps.latest.pushState((isForFacilitators) => JSON.stringify(isForFacilitators ? forFacilitators : state))
	}

	/**
	 * Marks a damaged log as recovered once members have sent the edits that the document waited for
	 * (LOG3). A document that never waited for edits shows no sign of that, so its log counts as
	 * recovered when the recovery time is over.
	 */
	checkRecovered(): void {
		const { log, logger, room, outbox, isDurable } = this.#deps
		if (log.damaged === 0 || this.isIncomplete) return
		if (!this.#wasIncomplete && performance.now() < this.#until) return
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

import { type BoardId, parseRoomId, type RoomId, type RoomState, type SnapshotId } from '@charrette/shared'
import type { Logger } from 'pino'
import type { LostEdits } from '../document/LostEdits.ts'
import type { RoomLog } from '../log/RoomLog.ts'
import type { LatestState } from './LatestState.ts'

export interface RoomRecoveryDeps {
	room: RoomId
	logger: Logger
	log: RoomLog
	lost: LostEdits
	latest: LatestState
	/** The newest snapshot of a board that can be read; null if there is none. */
	newestSnapshot?: ((board: BoardId) => Promise<SnapshotId | null>) | undefined
}

/**
 * Informs the members of a room of damage of its log, and of the state of the storage (ACK4). Once
 * the lost edits are recovered, the damaged rows are replaced (LOG3).
 */
export class RoomRecovery {
	readonly #deps: RoomRecoveryDeps
	/** Whether members were informed of the damage. */
	#isAnnounced = false
	/** The snapshot that is offered to facilitators while the log is damaged. */
	#snapshot: SnapshotId | null = null

	constructor(deps: RoomRecoveryDeps) {
		this.#deps = deps
	}

	/** Informs the members that part of the document could not be read, if that is so. */
	async announceDamage(): Promise<void> {
		const { room, log, lost } = this.#deps
		if (log.damaged === 0) return
		lost.find()
		const parsed = parseRoomId(room)
		this.#snapshot = parsed?.type === 'board' ? await this.#findSnapshot(parsed.board) : null
		this.pushState()
	}

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
	 * Marks a damaged log as recovered, if the lost edits are recovered. Call it when they are on
	 * disk, since a state then replaces the damaged rows.
	 */
	replaceDamaged(): void {
		const { room, logger, log, lost } = this.#deps
		if (!lost.areRecovered) return
		logger.warn({ room, rows: log.damaged }, 'damaged log healed')
		log.replaceDamaged()
		this.pushState()
	}

	/**
	 * Marks a damaged log as recovered when its room closes, if nothing is known to be missing and
	 * members were informed. Call it when everything is on disk.
	 */
	endSession(): void {
		const { log, lost } = this.#deps
		if (log.damaged > 0 && this.#isAnnounced && !lost.isIncomplete) log.replaceDamaged()
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

import type { BoardId, ParticipantId, RoomId, SnapshotId } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'
import { type Meter, NO_METER } from '../ports/Meter.ts'
import type { Bounds } from './bounds.ts'
import { DocumentCopies } from './DocumentCopies.ts'
import { Delivery } from './delivery/Delivery.ts'
import type { FlushScheduler } from './delivery/FlushScheduler.ts'
import { LatestState } from './delivery/LatestState.ts'
import { RoomRecovery } from './delivery/RoomRecovery.ts'
import { logAtEpoch, logsUpToEpoch } from './document/ReplacedDocuments.ts'
import { RoomDocument } from './document/RoomDocument.ts'
import type { Compactor } from './log/createCompactor.ts'
import { RoomLog } from './log/RoomLog.ts'
import type { Member } from './members/Member.ts'
import { PresenceTable } from './presence/PresenceTable.ts'
import { ServerWrites } from './ServerWrites.ts'

export interface RoomDeps {
	docStore: DocStore
	bounds: Bounds
	log: Logger
	flushScheduler: FlushScheduler
	/** The time in ms. */
	now(): number
	compactor: Pick<Compactor, 'compact' | 'hurry'>
	/** The newest snapshot of a board that can be read; null if there is none. */
	newestSnapshot?(board: BoardId): Promise<SnapshotId | null>
	/** Without it nothing is counted. */
	meter?: Meter | undefined
	/** Called with the private cards that are only on a participant's device. */
	onUnsentCards?(room: Room, participant: ParticipantId, unsent: ReadonlyMap<BoardId, number>): void
	/**
	 * Called when a bug has made the room unusable: it has to be loaded from its log again (ACK6).
	 */
	onFailed(room: Room): void
}

/**
 * One live document and its members (ROOM4). `document` takes edits and corrects them; `delivery`
 * passes the frames of members to it, writes its changes to the log, and sends them to the members.
 */
export class Room {
	readonly id: RoomId
	readonly epoch: number
	readonly doc = new Y.Doc()
	readonly members = new Set<Member>()
	readonly latest = new LatestState(this.members)
	readonly document: RoomDocument
	readonly delivery: Delivery
	readonly writes: ServerWrites
	/** Copies of the document, to be opened elsewhere. */
	readonly copies: DocumentCopies
	/** Resolves once the document is loaded from the log; members join only after that. */
	readonly loaded: Promise<void>
	readonly #deps: RoomDeps
	readonly #log: RoomLog
	readonly #presence: PresenceTable
	readonly #recovery: RoomRecovery

	constructor(id: RoomId, epoch: number, deps: RoomDeps) {
		const { bounds, now, log: logger, meter = NO_METER, flushScheduler, newestSnapshot } = deps
		this.id = id
		this.epoch = epoch
		this.#deps = deps
		const log = new RoomLog(logAtEpoch(id, epoch), { ...deps, meter })
		const presence = new PresenceTable(id, now)
		const document = new RoomDocument(this.doc, { room: id, bounds, now, logger, meter, log, presence })
		const { members, latest } = this
		const recovery = new RoomRecovery({ room: id, logger, log, lost: document.lost, latest, newestSnapshot })
		this.delivery = new Delivery({
			room: id,
			members,
			document,
			log,
			presence,
			latest,
			recovery,
			logger,
			meter,
			now,
			flushLane: flushScheduler.assign(),
			onUnsentCards: (participant, unsent) => deps.onUnsentCards?.(this, participant, unsent),
			onFailed: () => deps.onFailed(this),
		})
		this.writes = new ServerWrites({ room: id, document, log, delivery: this.delivery })
		this.copies = new DocumentCopies({ document, log, delivery: this.delivery, writes: this.writes })
		this.document = document
		this.#log = log
		this.#presence = presence
		this.#recovery = recovery
		this.loaded = this.#load()
	}

	/**
	 * Hides the names of participants; while they are hidden, edits are recorded without an author.
	 */
	hideNames(areHidden: boolean): void {
		this.document.hideNames(areHidden)
		if (this.#presence.hideNames(areHidden)) this.delivery.presenceChanged()
	}

	/** Writes pending edits. Resolves with false if the disk takes no writes. */
	async flush(): Promise<boolean> {
		await this.delivery.flushes.sendAll()
		if (!this.delivery.isDurable) await this.#log.retry().catch(() => {})
		return this.delivery.isDurable
	}

	/**
	 * Writes pending edits and compacts a long log. Resolves with false if the disk takes no writes.
	 */
	async flushAndCompact(): Promise<boolean> {
		if (await this.flush()) {
			this.#recovery.endSession()
			await this.#log.compactAndWait()
		}
		return this.delivery.isDurable
	}

	/** Frees the document. Call it only after `flushAndCompact`, or when the server closes. */
	close(): void {
		this.latest.close()
		this.delivery.close()
		this.#log.close()
		this.doc.destroy()
	}

	async #load(): Promise<void> {
		const { id, epoch, document, delivery } = this
		if (id.startsWith('workshop:')) return
		this.#log.listen({
			onStorage: () => delivery.storageChanged(),
			onRefused: (cause) => delivery.fail(cause),
			onCompaction: () => document.beginCompaction(),
		})
		for (const replaced of logsUpToEpoch(id, epoch - 1))
			document.owners.retire(await this.#deps.docStore.claims(replaced))
		const isMigrated = document.load(await this.#log.load())
		await this.#recovery.announceDamage()
		if (isMigrated) await delivery.flushes.sendQueued()
	}
}

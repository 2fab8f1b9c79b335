import { type BoardId, CLOSE, type ParticipantId, type RoomId } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { Meter } from '../../ports/Meter.ts'
import type { MemberUpdates } from '../document/MemberUpdates.ts'
import type { RecordCorrector } from '../document/RecordCorrector.ts'
import { Tick } from '../document/Tick.ts'
import type { ClientOwners } from '../gate/ClientOwners.ts'
import { decodeFrame, encodePresence, type MemberFrame } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import type { PresencePermissions, PresenceTable } from '../presence/PresenceTable.ts'
import type { Outbox } from './Outbox.ts'

export interface MemberFramesDeps {
	room: RoomId
	doc: Y.Doc
	logger: Logger
	meter: Meter
	owners: ClientOwners
	presence: PresenceTable
	corrector: RecordCorrector
	updates: MemberUpdates
	outbox: Outbox
	/** Called with the private cards that are only on a participant's device. */
	onUnsentCards(participant: ParticipantId, unsent: ReadonlyMap<BoardId, number>): void
	/** Called when an error of the server has interrupted a tick (ACK6). */
	onError(cause: unknown): void
}

/**
 * Limits of the frames that wait for a tick. Beyond them the frames are handled at once, in a
 * transaction of some 10 ms.
 */
const MAX_WAITING_FRAMES = 512
const MAX_WAITING_BYTES = 1024 * 1024

interface WaitingFrame {
	member: Member
	frame: Exclude<MemberFrame, { type: 'step1' | 'unknown' }>
}

/**
 * The frames that members send to their room (WIRE2). They wait for the next tick, and are handled
 * in the order in which they arrived, all updates in one Yjs transaction. A transaction costs more
 * than most edits, and its cost grows with the number of people who have edited.
 */
export class MemberFrames {
	readonly #deps: MemberFramesDeps
	readonly #isWorkshop: boolean
	readonly #permissions: PresencePermissions
	#waiting: WaitingFrame[] = []
	#waitingBytes = 0
	/** Number of waiting frames for which a tick is due: updates and presence queries. */
	#urgent = 0
	/** Whether presence is among the waiting frames. */
	#hasPresence = false
	#isStopped = false

	constructor(deps: MemberFramesDeps) {
		this.#deps = deps
		this.#isWorkshop = deps.room.startsWith('workshop:')
		const { doc, owners, corrector } = deps
		this.#permissions = {
			canUseClient: ({ owner }, client) => client !== doc.clientID && owners.canUse(client, owner),
			canEditRecord: (member: Member, record) => corrector.canEdit(member, record),
			onUnsentCards: ({ identity }: Member, unsent) => {
				if (identity.participant) deps.onUnsentCards(identity.participant, unsent)
			},
			onUnreadable: (member: Member, cause) => this.#reject(member, cause),
		}
	}

	/** Whether frames other than presence are waiting. */
	get isTickDue(): boolean {
		return this.#urgent > 0
	}

	/**
	 * Takes a frame of a member. A malformed frame closes the member and has no other effect (GATE5).
	 */
	receive(member: Member, bytes: Uint8Array): void {
		member.markAlive()
		const frame = this.#read(member, bytes)
		if (!frame || this.#isStopped) return
		if (frame === 'renewed') {
			this.#deps.outbox.presenceChanged()
			return
		}
		if (frame.type === 'presence') this.#hasPresence = true
		else this.#urgent++
		this.#waiting.push({ member, frame })
		this.#waitingBytes += bytes.length
		if (this.#waiting.length >= MAX_WAITING_FRAMES || this.#waitingBytes > MAX_WAITING_BYTES) this.handleWaiting()
		if (frame.type === 'presence') this.#deps.outbox.presenceChanged()
		else this.#deps.outbox.tickSoon()
	}

	/**
	 * Handles the waiting frames, and repairs the records that were changed since the last call. An
	 * error of the server fails the room.
	 */
	handleWaiting(): void {
		const waiting = this.#waiting
		const hasUpdates = this.#urgent > 0 || this.#deps.corrector.hasChanged
		this.#waiting = []
		this.#waitingBytes = 0
		this.#urgent = 0
		this.#hasPresence = false
		try {
			if (hasUpdates) this.#handleTick(waiting)
			else for (const { member, frame } of waiting) this.#handle(member, frame, null)
		} catch (cause) {
			this.#deps.onError(cause)
		}
	}

	/** Drops the waiting frames, and all later ones. */
	stop(): void {
		this.#isStopped = true
		this.#waiting = []
		this.#urgent = 0
	}

	/**
	 * Reads a frame. Returns null if nothing of it has to wait for a tick, and `renewed` if it was
	 * only the next presence state of a present member.
	 */
	#read(member: Member, bytes: Uint8Array): WaitingFrame['frame'] | 'renewed' | null {
		try {
			const frame = decodeFrame(bytes)
			if (frame.type === 'step1') this.#reply(member, frame.stateVector)
			if (frame.type === 'step1' || frame.type === 'unknown') return null
			if (frame.type !== 'presence') return frame
			if (!this.#canBePresent(member)) return null
			// The next state of a present member does not affect the waiting frames before it, unless
			// some of them are presence.
			return !this.#hasPresence && this.#deps.presence.renew(member, frame.update) ? 'renewed' : frame
		} catch (cause) {
			this.#refuse(member, cause)
			return null
		}
	}

	#handleTick(waiting: readonly WaitingFrame[]): void {
		const { doc, updates } = this.#deps
		const tick = new Tick()
		doc.transact(() => {
			for (const { member, frame } of waiting) this.#handle(member, frame, tick)
			updates.repair(tick)
		}, tick)
		updates.endTick()
	}

	/**
	 * Handles a frame. Ignores frames of a member that was closed for an earlier frame, and presence
	 * of a member that has left.
	 */
	#handle(member: Member, frame: WaitingFrame['frame'], tick: Tick | null): void {
		if (member.isRejected || this.#isStopped) return
		try {
			if (frame.type === 'payload' && tick) this.#deps.updates.receive(member, frame, tick)
			if (frame.type === 'presence' && !member.isClosed)
				this.#deps.presence.apply(member, frame.update, this.#permissions)
			if (frame.type === 'queryPresence') this.#replyToQuery(member)
		} catch (cause) {
			this.#reject(member, cause)
		}
	}

	#reject(member: Member, cause: unknown): void {
		member.isRejected = true
		this.#refuse(member, cause)
	}

	#refuse(member: Member, cause: unknown): void {
		this.#deps.logger.warn({ room: this.#deps.room, err: cause }, 'frame refused')
		this.#deps.meter.refused('badFrame')
		member.close(CLOSE.badFrame)
	}

	#reply(member: Member, stateVector: Uint8Array): void {
		// Throws on a malformed state vector, before it is queued.
		Y.decodeStateVector(stateVector)
		this.#deps.outbox.replyTo(member, stateVector)
	}

	#replyToQuery(member: Member): void {
		const reply = encodePresence(this.#deps.presence.all())
		member.budget.takeReply(reply.length)
		member.send(reply)
	}

	/** A projector is never present, and a read-only member only in the workshop's room (GATE4). */
	#canBePresent({ identity, access }: Member): boolean {
		return identity.role !== 'projector' && (access === 'edit' || this.#isWorkshop)
	}
}

import { type BoardId, CLOSE, type ParticipantId, type RoomId } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { Meter } from '../../ports/Meter.ts'
import type { RoomDocument } from '../document/RoomDocument.ts'
import { Tick } from '../document/Tick.ts'
import { decodeFrame, encodePresence, type MemberFrame } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import type { PresencePermissions, PresenceTable } from '../presence/PresenceTable.ts'
import type { SyncReplies } from './SyncReplies.ts'

export interface MemberFramesDeps {
	room: RoomId
	logger: Logger
	meter: Meter
	document: RoomDocument
	presence: PresenceTable
	replies: SyncReplies
	/** Called with the private cards that are only on a participant's device. */
	onUnsentCards(participant: ParticipantId, unsent: ReadonlyMap<BoardId, number>): void
	/** Called when an update that has passed the gate could not be applied, which is a bug (ACK6). */
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

/** The acks that are due once everything in the document is durable. */
export interface DueAcks {
	/** The number of payload frames of each member. */
	counts: ReadonlyMap<Member, number>
	/** Number of edits that were applied since the last call, and the time of the first of them. */
	edits: number
	sinceMs: number
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
	#acks = new Map<Member, number>()
	#unackedEdits = 0
	#unackedSinceMs = 0

	constructor(deps: MemberFramesDeps) {
		this.#deps = deps
		this.#isWorkshop = deps.room.startsWith('workshop:')
		const { doc, owners, corrector } = deps.document
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

	/** Whether the waiting frames have to be handled now. */
	get isFull(): boolean {
		return this.#waiting.length >= MAX_WAITING_FRAMES || this.#waitingBytes > MAX_WAITING_BYTES
	}

	get hasAcks(): boolean {
		return this.#acks.size > 0
	}

	/**
	 * Takes a frame of a member, and returns what is due because of it. A malformed frame closes the
	 * member and has no other effect (GATE5).
	 */
	take(member: Member, bytes: Uint8Array): 'tick' | 'presence' | null {
		member.markAlive()
		const frame = this.#read(member, bytes)
		if (frame === 'replying') return 'tick'
		if (!frame || this.#isStopped) return null
		if (frame === 'renewed') return 'presence'
		if (frame.type === 'presence') this.#hasPresence = true
		else this.#urgent++
		this.#waiting.push({ member, frame })
		this.#waitingBytes += bytes.length
		return frame.type === 'presence' ? 'presence' : 'tick'
	}

	/**
	 * Handles the waiting frames, and repairs the records that were changed since the last call.
	 * Returns whether it has changed the document. Throws if a bug has interrupted it.
	 */
	handle(): boolean {
		const waiting = this.#waiting
		const hasUpdates = this.#urgent > 0 || this.#deps.document.corrector.hasChanged
		this.#waiting = []
		this.#waitingBytes = 0
		this.#urgent = 0
		this.#hasPresence = false
		if (hasUpdates) this.#handleTick(waiting)
		else for (const { member, frame } of waiting) this.#handle(member, frame, null)
		return hasUpdates
	}

	takeAcks(): DueAcks {
		const due = { counts: this.#acks, edits: this.#unackedEdits, sinceMs: this.#unackedSinceMs }
		this.#acks = new Map()
		this.#unackedEdits = 0
		return due
	}

	/** Drops the due ack of a member that has left. */
	forget(member: Member): void {
		this.#acks.delete(member)
	}

	/** Drops the waiting frames, and all later ones. */
	stop(): void {
		this.#isStopped = true
		this.#waiting = []
		this.#urgent = 0
	}

	/**
	 * Reads a frame. Returns null if it has no effect, `replying` for a state vector, whose reply is
	 * queued, and `renewed` if it was only the next presence state of a present member.
	 */
	#read(member: Member, bytes: Uint8Array): WaitingFrame['frame'] | 'replying' | 'renewed' | null {
		try {
			const frame = decodeFrame(bytes)
			if (frame.type === 'step1') {
				// Throws on a malformed state vector, before it is queued.
				Y.decodeStateVector(frame.stateVector)
				this.#deps.replies.request(member, frame.stateVector, true)
				return 'replying'
			}
			if (frame.type === 'unknown') return null
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
		const { document, onError } = this.#deps
		const tick = new Tick(onError)
		document.doc.transact(() => {
			for (const { member, frame } of waiting) this.#handle(member, frame, tick)
			document.repair(tick)
		}, tick)
	}

	/**
	 * Handles a frame. Ignores frames of a member that was closed for an earlier frame, and presence
	 * of a member that has left.
	 */
	#handle(member: Member, frame: WaitingFrame['frame'], tick: Tick | null): void {
		if (member.isRejected || this.#isStopped) return
		const { document, presence } = this.#deps
		try {
			if (frame.type === 'payload' && tick && document.receive(member, frame, tick)) this.#queueAck(member)
			if (frame.type === 'presence' && !member.isClosed) presence.apply(member, frame.update, this.#permissions)
			if (frame.type === 'queryPresence') this.#replyToQuery(member)
		} catch (cause) {
			this.#reject(member, cause)
		}
	}

	#queueAck(member: Member): void {
		this.#acks.set(member, member.received)
		if (this.#unackedEdits === 0) this.#unackedSinceMs = performance.now()
		this.#unackedEdits++
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

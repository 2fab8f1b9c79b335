import { CLOSE, type RoomId } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import { decodeFrame, encodePresence } from './frameCodec.ts'
import type { ClientOwners } from './gate/ClientOwners.ts'
import type { Member } from './Member.ts'
import type { MemberUpdates } from './MemberUpdates.ts'
import type { Outbox } from './Outbox.ts'
import type { PresenceTable } from './PresenceTable.ts'
import type { RecordValidator } from './RecordValidator.ts'

export interface MemberFramesDeps {
	room: RoomId
	doc: Y.Doc
	logger: Logger
	owners: ClientOwners
	presence: PresenceTable
	validator: RecordValidator
	updates: MemberUpdates
	outbox: Outbox
}

/** Handles the frames that members send to their room (WIRE2). */
export class MemberFrames {
	readonly #deps: MemberFramesDeps
	readonly #isWorkshop: boolean

	constructor(deps: MemberFramesDeps) {
		this.#deps = deps
		this.#isWorkshop = deps.room.startsWith('workshop:')
	}

	/**
	 * Handles a frame of a member. Bytes that are no frame close the member, and have no other effect
	 * (GATE5).
	 */
	receive(member: Member, bytes: Uint8Array): void {
		member.markAlive()
		try {
			const frame = decodeFrame(bytes)
			if (frame.type === 'step1') this.#answer(member, frame.stateVector)
			if (frame.type === 'payload') this.#deps.updates.receive(member, frame.isStep2, frame.update)
			if (frame.type === 'presence' && this.#canBePresent(member)) this.#receivePresence(member, frame.update)
			if (frame.type === 'queryPresence') this.#answerQuery(member)
		} catch (cause) {
			this.#deps.logger.warn({ room: this.#deps.room, err: cause }, 'frame refused')
			member.close(CLOSE.badFrame)
		}
	}

	#answer(member: Member, stateVector: Uint8Array): void {
		// Throws on bytes that are no state vector, before they are queued.
		Y.decodeStateVector(stateVector)
		this.#deps.outbox.answer(member, stateVector)
	}

	#answerQuery(member: Member): void {
		const answer = encodePresence(this.#deps.presence.all())
		member.budget.takeAnswer(answer.length)
		member.send(answer)
	}

	/** A projector is never present, and a read-only member only in the workshop's room (GATE4). */
	#canBePresent({ identity, access }: Member): boolean {
		return identity.role !== 'projector' && (access === 'edit' || this.#isWorkshop)
	}

	#receivePresence(member: Member, update: Uint8Array): void {
		const { doc, owners, presence, validator, outbox } = this.#deps
		presence.apply(member, update, {
			canUseClient: (client) => client !== doc.clientID && owners.canUse(client, member.owner),
			canEditRecord: (record) => validator.canEdit(member, record),
		})
		outbox.presenceChanged()
	}
}

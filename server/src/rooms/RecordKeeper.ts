import type { RoomId } from '@charrette/shared'
import { recordsOf } from '@charrette/shared'
import type { Logger } from 'pino'
import type * as Y from 'yjs'
import { encodeNack } from './encodeFrames.ts'
import { mendRecords } from './gate/mendRecords.ts'
import { SetUpLayer } from './gate/SetUpLayer.ts'
import { Member } from './Member.ts'
import { TouchedRecords } from './TouchedRecords.ts'

/** Looks after the records of a room's document: what members do to them that may not stay is put right before anybody sees it. */
export class RecordKeeper {
	readonly #doc: Y.Doc
	readonly #about: { room: RoomId; log: Logger }
	readonly #touched: TouchedRecords<Member>
	readonly #setUp: SetUpLayer

	constructor(doc: Y.Doc, about: { room: RoomId; log: Logger }) {
		this.#doc = doc
		this.#about = about
		this.#touched = new TouchedRecords(recordsOf(doc))
		this.#setUp = new SetUpLayer(recordsOf(doc), (origin) => origin instanceof Member && isBound(origin))
	}

	/** Takes note of what is done from now on. */
	watch(): void {
		this.#touched.watch()
		this.#setUp.watch()
	}

	/** Whether this member may have a record in hand. */
	mayHold(member: Member, record: string): boolean {
		return !(isBound(member) && this.#setUp.has(record))
	}

	/** After a member's edit: what it changed of the set-up layer is as it was, and it is told so. */
	checkEdit(member: Member): void {
		let isPutBack = false
		this.#doc.transact(() => {
			isPutBack = this.#setUp.putBack()
		}, 'server')
		if (isPutBack) member.send(encodeNack(member.received, 'invalid'))
	}

	/** Puts right what members made of records since the last tick, and tells who made it (GATE3). */
	mend(): void {
		const touched = this.#touched.take()
		if (touched.size === 0) return
		const { room, log } = this.#about
		this.#doc.transact(() => {
			for (const { id, how } of mendRecords(recordsOf(this.#doc), touched.keys())) {
				log.warn({ room, record: id, how }, 'record mended')
				const author = touched.get(id)
				if (author instanceof Member) author.send(encodeNack(author.received, 'invalid'))
			}
		}, 'server')
		this.#touched.take()
	}
}

/** Participants are bound to leave the set-up layer as it is. */
function isBound(member: Member): boolean {
	return member.who.role === 'participant'
}

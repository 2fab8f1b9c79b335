import type { CloseCode, Refusal, RoomId } from '@charrette/shared'
import { CLOSE, LIMITS, recordsOf } from '@charrette/shared'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { DocStore } from '../ports/DocStore.ts'
import { decodeFrame } from './decodeFrame.ts'
import { encodeNack, encodePresence, encodeState, encodeStep1, encodeStep2, encodeUpdate } from './encodeFrames.ts'
import { examineUpdate } from './gate/examineUpdate.ts'
import type { Member } from './Member.ts'
import { PresenceTable } from './PresenceTable.ts'
import { squash } from './squash.ts'

/** A room of more members than this gathers updates for a tick; a smaller one sends at once (FAN1). */
const QUIET_MEMBERS = 10
const TICK_MS = 33
const PRESENCE_TICK_MS = 50
const MAX_TRESPASSES = 20
/** A log of more rows than this is put in one when the room is let go. */
const COMPACT_ROWS = 200

const REFUSAL_CLOSE: Record<Refusal, CloseCode> = {
	view: CLOSE.noAccess,
	malformed: CLOSE.rejectedEdit,
	gap: CLOSE.storage,
	foreign: CLOSE.rejectedEdit,
	tooLarge: CLOSE.rejectedEdit,
	invalid: CLOSE.rejectedEdit,
	storage: CLOSE.storage,
}

export interface RoomDeps {
	docStore: DocStore
	log: Logger
	/** Called when the room's memory can no longer be trusted; it is to be forgotten and loaded again. */
	onBroken(room: Room): void
}

/** One live document and its members (ROOM4). Edits go one way: apply → tick → commit → members → ack (ACK2). */
export class Room {
	readonly id: RoomId
	readonly doc = new Y.Doc()
	readonly members = new Set<Member>()
	/** Resolves once the document is what the log says; nobody is a member before. */
	readonly loaded: Promise<void>
	readonly #deps: RoomDeps
	readonly #presence: PresenceTable
	/** Who owns which Yjs client id (GATE6). */
	readonly #owners = new Map<number, string>()
	#stateFrame: Uint8Array | null = null
	#updates: Uint8Array[] = []
	#acksDue = new Map<Member, number>()
	#joiners: { member: Member; stateVector: Uint8Array }[] = []
	#flushing: Promise<void> | null = null
	#flushedAt = 0
	#logRows = 0
	#presenceTimer: NodeJS.Timeout | null = null
	#isClosed = false

	constructor(id: RoomId, deps: RoomDeps) {
		this.id = id
		this.#deps = deps
		this.#presence = new PresenceTable(id)
		recordsOf(this.doc)
		this.loaded = this.#load()
	}

	async #load(): Promise<void> {
		if (this.id.startsWith('workshop:')) return
		const { updates, quarantined } = await this.#deps.docStore.load(this.id)
		if (quarantined > 0) this.#deps.log.error({ room: this.id, quarantined }, 'log rows damaged, left out')
		this.doc.transact(() => {
			for (const update of updates) Y.applyUpdate(this.doc, update)
		})
		this.#logRows = updates.length
		this.doc.on('update', (update: Uint8Array) => this.#updates.push(update))
	}

	/** Takes a member in: asks an editor for what it has, and tells what there is to know. Only after `loaded`. */
	join(member: Member): void {
		this.members.add(member)
		if (member.access === 'edit') member.send(encodeStep1(Y.encodeStateVector(this.doc)))
		if (this.#stateFrame) member.send(this.#stateFrame)
		const present = this.#presence.all()
		if (present.length > 0) member.send(encodePresence(present))
	}

	leave(member: Member): void {
		this.members.delete(member)
		this.#presence.remove(member)
		this.#schedulePresence()
	}

	/** Takes a frame of a member. Bytes that are no frame close it; they can't do more (GATE5). */
	receive(member: Member, bytes: Uint8Array): void {
		member.heard()
		try {
			const frame = decodeFrame(bytes)
			if (frame.type === 'step1') this.#answer(member, frame.stateVector)
			if (frame.type === 'payload') this.#take(member, frame.isStep2, frame.update)
			if (frame.type === 'presence' && this.#mayBePresent(member)) this.#takePresence(member, frame.update)
			if (frame.type === 'queryPresence') member.send(encodePresence(this.#presence.all()))
		} catch (cause) {
			this.#deps.log.warn({ room: this.id, cause: String(cause) }, 'frame refused')
			member.close(CLOSE.badFrame)
		}
	}

	/** Edits the document on the server's own behalf; resolves once that is durable. */
	async write(change: (doc: Y.Doc) => void): Promise<void> {
		this.doc.transact(() => change(this.doc), 'server')
		await this.#flush()
	}

	/** Sets the state that members are pushed (ROOM2), as JSON. */
	pushState(json: string): void {
		this.#stateFrame = encodeState(json)
		for (const member of this.members) member.send(this.#stateFrame)
	}

	/** Lets go of memory; what is not yet durable is written first, and a long log is made short. */
	async close(): Promise<void> {
		if (this.#isClosed) return
		this.#isClosed = true
		if (this.#presenceTimer) clearTimeout(this.#presenceTimer)
		try {
			await this.#flush()
			if (this.#logRows > COMPACT_ROWS) await this.#deps.docStore.compact(this.id, squash)
		} catch (cause) {
			this.#deps.log.error({ room: this.id, cause: String(cause) }, 'log not written at closing')
		}
		this.doc.destroy()
	}

	/** A projector is never seen; who may only look is seen in the workshop's room alone (GATE4). */
	#mayBePresent(member: Member): boolean {
		return member.who.role !== 'projector' && (member.access === 'edit' || this.id.startsWith('workshop:'))
	}

	#answer(member: Member, stateVector: Uint8Array): void {
		Y.decodeStateVector(stateVector)
		this.#joiners.push({ member, stateVector })
		this.#scheduleFlush()
	}

	#take(member: Member, isStep2: boolean, update: Uint8Array): void {
		member.received++
		if (isStep2 ? update.length > LIMITS.maxStep2Bytes : update.length > LIMITS.maxFrameBytes)
			throw new Error('frame too large')
		if (member.access !== 'edit') {
			this.#refuse(member, 'view')
			return
		}
		if (!isStep2 && !member.hasSynced) return
		const owner = member.who.participant ?? 'facilitator'
		const verdict = examineUpdate(this.doc, update, { owner, owners: this.#owners, isStep2, takesForeign: false })
		if (verdict.refusal !== null) {
			this.#refuse(member, verdict.refusal)
			return
		}
		for (const client of verdict.claims) this.#owners.set(client, owner)
		if (isStep2) member.hasSynced = true
		if (verdict.update) Y.applyUpdate(this.doc, verdict.update, member)
		this.#acksDue.set(member, member.received)
		this.#scheduleFlush()
	}

	#refuse(member: Member, refusal: Refusal): void {
		member.send(encodeNack(member.received, refusal))
		if (refusal !== 'view' || ++member.trespasses >= MAX_TRESPASSES) member.close(REFUSAL_CLOSE[refusal])
	}

	#scheduleFlush(): void {
		this.#flush().catch((cause: unknown) => {
			this.#deps.log.error({ room: this.id, cause: String(cause) }, 'log not written, room dropped')
			for (const member of [...this.members]) member.close(CLOSE.storage)
			this.#deps.onBroken(this)
		})
	}

	/** One flush at a time; a call while one runs waits for it and the one after it. */
	#flush(): Promise<void> {
		if (this.#hasWork()) this.#flushing ??= this.#flushAll()
		return this.#flushing ?? Promise.resolve()
	}

	#hasWork(): boolean {
		return this.#updates.length > 0 || this.#acksDue.size > 0 || this.#joiners.length > 0
	}

	async #flushAll(): Promise<void> {
		try {
			while (this.#hasWork()) {
				await this.#waitForTick()
				await this.#flushOnce()
			}
		} finally {
			// In one step with the last look for work, so that nothing can slip in between and stay unwritten.
			this.#flushing = null
		}
	}

	#waitForTick(): Promise<void> {
		const waitMs = this.members.size > QUIET_MEMBERS ? this.#flushedAt + TICK_MS - performance.now() : 0
		return new Promise((resolve) => (waitMs > 0 ? setTimeout(resolve, waitMs) : setImmediate(resolve)))
	}

	/** Commits what came in, then shows it to members, then acks it. Joiners get the state of this very moment, once it is durable. */
	async #flushOnce(): Promise<void> {
		this.#flushedAt = performance.now()
		const updates = this.#updates
		const acks = this.#acksDue
		const joiners = this.#joiners
		this.#updates = []
		this.#acksDue = new Map()
		this.#joiners = []
		const answers = joiners.map(({ member, stateVector }) => ({
			member,
			frame: encodeStep2(Y.encodeStateAsUpdate(this.doc, stateVector)),
		}))
		if (updates.length > 0) {
			const merged = updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates(updates)
			await this.#deps.docStore.append([{ room: this.id, update: merged }])
			this.#logRows++
			const frame = encodeUpdate(merged)
			const author = acks.size === 1 && updates.length === 1 ? [...acks.keys()][0] : undefined
			for (const member of this.members) if (member !== author) member.send(frame)
		}
		for (const { member, frame } of answers) member.send(frame)
		for (const [member, count] of acks) member.ack(count)
	}

	#takePresence(member: Member, update: Uint8Array): void {
		this.#presence.take(member, update)
		this.#schedulePresence()
	}

	#schedulePresence(): void {
		this.#presenceTimer ??= setTimeout(() => {
			this.#presenceTimer = null
			const changed = this.#presence.takeChanged()
			if (changed.length === 0) return
			const frame = encodePresence(changed)
			for (const member of this.members) member.send(frame)
		}, PRESENCE_TICK_MS)
	}
}

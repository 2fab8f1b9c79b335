import type { Access, NackReason, StorageState } from '@charrette/shared'
import type { Observable } from './observable.ts'
import { createObservable } from './observable.ts'

/** What the badge says of this device's changes (ACK3). `changes` counts edits that are on this device alone. */
export type SaveStatus =
	| { state: 'saved' }
	| { state: 'saving' }
	| { state: 'offline'; changes: number }
	/** Connected, but one may only look now: the board is frozen. */
	| { state: 'paused'; changes: number }
	/** The server cannot store just now; it will. */
	| { state: 'waiting'; changes: number }
	/** The server cannot even keep waiting what is done now: nobody may edit (ACK4). */
	| { state: 'full'; changes: number }
	| { state: 'refused'; refusal: NackReason }

/**
 * Knows whether everything done here is durable on the server. Saved ⇔ the socket is open, its step 2 was sent, every
 * payload frame sent on it is acked and none was dropped, and nothing is still on its way into the document.
 */
export interface SaveTracker {
	status: Observable<SaveStatus>
	/** How many edits in the document are not known to be durable. */
	changes: Observable<number>
	/** Whether something typed or dragged is not in the document yet. */
	hasPending(): boolean
	/** Why the server refused the last edit; null if it did not. */
	refusal(): NackReason | null
	/** Whether the server dropped a frame of this socket: only a new socket brings it again. */
	hasDropped(): boolean
	/** An earlier visit left so many unsaved edits in the document. */
	foundUnsaved(changes: number): void
	/** A socket opened; what earlier sockets were told counts no more. */
	opened(): void
	/** The server's answer came: this socket is in step. */
	synced(): void
	closed(): void
	/** A step 2 or update frame was sent on the open socket. */
	sent(isStep2: boolean): void
	/** The server says that the first `count` payload frames of this socket are durable. */
	acked(count: number): void
	nacked(refusal: NackReason): void
	/** The document changed by this person's hand. */
	changed(): void
	setAccess(access: Access): void
	setStorage(storage: StorageState): void
	/** Something typed or dragged is not in the document yet; call the result when it is. */
	markPending(): () => void
}

/** Refusals after which the rest of the frame was taken, and acked as ever. */
const PARTIAL_REFUSALS: readonly NackReason[] = ['invalid', 'foreign']
/** Refusals of a moment: forgotten once everything is acked after all. */
const TRANSIENT_REFUSALS: readonly NackReason[] = ['view', 'gap', 'storage']

interface TrackerState {
	socket: 'closed' | 'open' | 'synced'
	access: Access
	storage: StorageState
	refusal: NackReason | null
	sent: number
	acked: number
	hasSentStep2: boolean
	hasDropped: boolean
	changes: number
	pending: number
}

function isAllAcked({ socket, hasSentStep2, hasDropped, acked, sent }: TrackerState): boolean {
	return socket === 'synced' && hasSentStep2 && !hasDropped && acked === sent
}

function readStatus(facts: TrackerState): SaveStatus {
	const { socket, access, storage, refusal } = facts
	const changes = facts.changes + facts.pending
	if (socket === 'closed') return { state: 'offline', changes }
	const mayOnlyLook = access !== 'edit'
	if (refusal && !(refusal === 'view' && mayOnlyLook)) return { state: 'refused', refusal }
	if (storage === 'full') return { state: 'full', changes }
	if (mayOnlyLook) return changes > 0 ? { state: 'paused', changes } : { state: 'saved' }
	if (isAllAcked(facts) && changes === 0) return { state: 'saved' }
	return storage === 'failing' ? { state: 'waiting', changes } : { state: 'saving' }
}

export function createSaveTracker(initial: { access: Access; refusal?: NackReason | undefined }): SaveTracker {
	const facts: TrackerState = {
		socket: 'closed',
		access: initial.access,
		storage: 'ok',
		refusal: initial.refusal ?? null,
		sent: 0,
		acked: 0,
		hasSentStep2: false,
		hasDropped: false,
		changes: 0,
		pending: 0,
	}
	const status = createObservable<SaveStatus>(readStatus(facts))
	const changes = createObservable(0)

	/** Wraps an event so that what is told of it follows. */
	function on<Args extends unknown[]>(event: (...args: Args) => void): (...args: Args) => void {
		return (...args) => {
			event(...args)
			changes.set(facts.changes)
			const next = readStatus(facts)
			if (JSON.stringify(next) !== JSON.stringify(status.get())) status.set(next)
		}
	}

	function settle(): void {
		if (!isAllAcked(facts)) return
		facts.changes = 0
		if (facts.refusal && TRANSIENT_REFUSALS.includes(facts.refusal)) facts.refusal = null
	}

	return {
		status,
		changes,
		hasPending: () => facts.pending > 0,
		refusal: () => facts.refusal,
		hasDropped: () => facts.hasDropped,
		foundUnsaved: on((count) => {
			facts.changes += count
			// They were put in the document, and so sent, before they could be counted.
			settle()
		}),
		opened: on(() => {
			Object.assign(facts, { socket: 'open', storage: 'ok', sent: 0, acked: 0, hasSentStep2: false, hasDropped: false })
		}),
		synced: on(() => {
			if (facts.socket === 'open') facts.socket = 'synced'
			settle()
		}),
		closed: on(() => {
			facts.socket = 'closed'
		}),
		sent: on((isStep2) => {
			facts.sent++
			if (isStep2) facts.hasSentStep2 = true
		}),
		acked: on((count) => {
			facts.acked = count
			settle()
		}),
		nacked: on((code) => {
			facts.refusal = code
			if (!PARTIAL_REFUSALS.includes(code)) facts.hasDropped = true
		}),
		changed: on(() => {
			facts.changes++
			facts.refusal = null
		}),
		setAccess: on((now) => {
			facts.access = now
		}),
		setStorage: on((now) => {
			facts.storage = now
		}),
		markPending() {
			let isHeld = true
			on(() => facts.pending++)()
			return on(() => {
				if (isHeld) facts.pending--
				isHeld = false
			})
		},
	}
}

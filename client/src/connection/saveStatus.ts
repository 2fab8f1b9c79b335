import type { Access, NackReason, ParticipantId, StorageState } from '@charrette/shared'
import { createObservable, type Observable } from './observable.ts'

/**
 * The reason why the server closed the socket for a while: the client sends too much at once, or
 * the server has too many sockets (BUDGET1, BUDGET2).
 */
export type OfflineReason = 'tooMuch' | 'tooMany'

/**
 * The state of the save badge (ACK3). `changes` counts the records with edits that are only on this
 * device: a card that was typed letter by letter counts once.
 */
export type SaveStatus =
	| { state: 'saved' }
	| { state: 'saving' }
	| { state: 'offline'; changes: number; reason?: OfflineReason; isPrivate?: true }
	/** Connected, but the board has become view only: it is frozen. */
	| { state: 'paused'; changes: number; isPrivate?: true }
	/** The server cannot store changes at the moment, and will do so later. */
	| { state: 'waiting'; changes: number }
	/** The server's queue of unstored changes is full: the board is not editable (ACK4). */
	| { state: 'full'; changes: number }
	| { state: 'refused'; refusal: NackReason }
	/** Changes depend on others that only another device has; `owner` may be unknown (GATE6b). */
	| { state: 'waitingForDevice'; changes: number; owner: ParticipantId | null }

/**
 * Tracks whether all changes of this client are durable on the server. They are saved if and only
 * if the socket is open, its step 2 was sent, every payload frame sent on it is acked and none was
 * dropped, and no change is pending outside the document.
 */
export interface SaveTracker {
	status: Observable<SaveStatus>
	/** The number of edits in the document that may not be durable yet. */
	changes: Observable<number>
	/** Returns whether typed text or a gesture is not in the document yet. */
	hasPending(): boolean
	/** Returns why the server rejected the last edit; null if it did not. */
	refusal(): NackReason | null
	/** Returns whether the server dropped a frame of this socket; only a new one sends it again. */
	hasDropped(): boolean
	/**
	 * Returns the number of payload frames without an ack; null while the socket is not in sync, or
	 * if the server has dropped one of them.
	 */
	unacked(): number | null
	/** Called once the copy on this device was read, or cannot be read. */
	copyRead(): void
	/** Called when the document has unsaved edits of an earlier visit, of these records. */
	foundUnsaved(records: readonly string[]): void
	/** Returns whether unsaved edits of an earlier visit were found in the document. */
	hasFound(): boolean
	/** Called when a socket opened. Acks of earlier sockets no longer count. */
	opened(): void
	/** Called when the server's state arrived: the document is in sync with it. */
	synced(): void
	closed(reason?: OfflineReason): void
	/** Called when a step 2 or update frame was sent on the open socket. */
	sent(isStep2: boolean): void
	/** Called when the first `count` payload frames of this socket are durable. */
	acked(count: number): void
	nacked(refusal: NackReason): void
	/** Returns whether edits of the last step 2, or since then, wait for another device. */
	isWaiting(): boolean
	/** Called when edits of these records wait for the device of another person. */
	waiting(edits: { records: ReadonlyMap<string, unknown>; owner: ParticipantId | null }): void
	/** Called when this person changed these records of the document. */
	changed(records?: Iterable<string>): void
	/** Returns the number of records with edits that may not be durable; at least 1 if any are. */
	changedRecords(): number
	/** Returns the ids of these records. */
	unsavedRecords(): readonly string[]
	setAccess(access: Access): void
	setStorage(storage: StorageState): void
	/** Marks that typed text or a gesture is not in the document yet; call the result once it is. */
	markPending(): () => void
}

/** Rejections of a part of a frame: the server applied the rest and acks the frame as usual. */
const PARTIAL_REFUSALS: readonly NackReason[] = ['invalid', 'foreign']
/** Rejections that are no longer shown once everything is acked. */
const TRANSIENT_REFUSALS: readonly NackReason[] = [
	'view',
	'gap',
	'storage',
	'boardFull',
	'historyFull',
	'tooManyMessages',
]

interface TrackerState {
	socket: 'closed' | 'open' | 'synced'
	offlineReason: OfflineReason | null
	access: Access
	/** Whether the document is private: its changes are cards that nobody else has. */
	isPrivate: boolean
	storage: StorageState
	refusal: NackReason | null
	sent: number
	acked: number
	hasSentStep2: boolean
	hasDropped: boolean
	changes: number
	/** The records with edits that wait for another device, and the owner of that device. */
	waiting: { records: string[]; owner: ParticipantId | null } | null
	/** The ids of the records that these edits changed. */
	records: Set<string>
	hasFound: boolean
	/** Whether the copy on this device may have unsaved edits that are not in the document yet. */
	isReadingCopy: boolean
	pending: number
}

/**
 * Creates the save tracker of a document; `refusal` is why the server rejected the previous
 * document of the board.
 */
export function createSaveTracker(initial: {
	access: Access
	refusal?: NackReason | undefined
	isPrivate?: boolean
	/** Whether there is a copy on this device, which `copyRead` is called for. */
	hasCopy?: boolean
}): SaveTracker {
	const state: TrackerState = {
		socket: 'closed',
		offlineReason: null,
		access: initial.access,
		isPrivate: initial.isPrivate === true,
		storage: 'ok',
		refusal: initial.refusal ?? null,
		sent: 0,
		acked: 0,
		hasSentStep2: false,
		hasDropped: false,
		changes: 0,
		waiting: null,
		records: new Set(),
		hasFound: false,
		isReadingCopy: initial.hasCopy === true,
		pending: 0,
	}
	const status = createObservable<SaveStatus>(statusOf(state))
	const changes = createObservable(0)

	/** Wraps an event so that the observables are updated after it. */
	function on<Args extends unknown[]>(event: (...args: Args) => void): (...args: Args) => void {
		return (...args) => {
			event(...args)
			changes.set(state.changes)
			const next = statusOf(state)
			if (JSON.stringify(next) !== JSON.stringify(status.get())) status.set(next)
		}
	}

	function settle(): void {
		if (!isAllAcked(state)) return
		if (state.waiting) {
			const { records } = state.waiting
			Object.assign(state, { changes: Math.max(1, records.length), records: new Set(records) })
			return
		}
		state.changes = 0
		state.records.clear()
		if (state.refusal && TRANSIENT_REFUSALS.includes(state.refusal)) state.refusal = null
	}

	return {
		status,
		changes,
		hasPending: () => state.pending > 0,
		refusal: () => state.refusal,
		hasDropped: () => state.hasDropped,
		unacked: () => (state.socket === 'synced' && !state.hasDropped ? state.sent - state.acked : null),
		hasFound: () => state.hasFound,
		copyRead: on(() => {
			state.isReadingCopy = false
		}),
		foundUnsaved: on((records) => {
			state.hasFound = true
			state.changes += records.length
			for (const id of records) state.records.add(id)
			// The edits were in the document, and so may have been sent, before they were counted.
			settle()
		}),
		opened: on(() => {
			Object.assign(state, {
				socket: 'open',
				storage: 'ok',
				sent: 0,
				acked: 0,
				hasSentStep2: false,
				hasDropped: false,
				waiting: null,
			})
		}),
		synced: on(() => {
			if (state.socket === 'open') state.socket = 'synced'
			settle()
		}),
		closed: on((reason) => {
			state.socket = 'closed'
			state.offlineReason = reason ?? null
		}),
		sent: on((isStep2) => {
			state.sent++
			if (!isStep2) return
			state.hasSentStep2 = true
			// A step 2 has every edit that the server lacks, including edits of frames dropped before it.
			state.hasDropped = false
			state.waiting = null
		}),
		acked: on((count) => {
			state.acked = count
			settle()
		}),
		nacked: on((refusal) => {
			state.refusal = refusal
			if (!PARTIAL_REFUSALS.includes(refusal)) state.hasDropped = true
		}),
		isWaiting: () => state.waiting !== null,
		waiting: on(({ records, owner }) => {
			state.waiting = { records: [...records.keys()].filter((id) => !id.startsWith('binding:')), owner }
		}),
		changedRecords: () => countRecords(state),
		unsavedRecords: () => [...state.records],
		changed: on((records: Iterable<string> = [`edit ${state.changes}`]) => {
			state.changes++
			for (const id of records) state.records.add(id)
			state.refusal = null
		}),
		setAccess: on((now) => {
			state.access = now
		}),
		setStorage: on((now) => {
			state.storage = now
		}),
		markPending() {
			let isMarked = true
			on(() => state.pending++)()
			return on(() => {
				if (isMarked) state.pending--
				isMarked = false
			})
		},
	}
}

function isAllAcked({ socket, hasSentStep2, hasDropped, acked, sent }: TrackerState): boolean {
	return socket === 'synced' && hasSentStep2 && !hasDropped && acked === sent
}

function countRecords({ changes, records }: TrackerState): number {
	return changes === 0 ? 0 : Math.max(1, records.size)
}

function statusOf(state: TrackerState): SaveStatus {
	const { socket, access, storage, refusal } = state
	const unit = state.isPrivate ? { isPrivate: true as const } : {}
	// Typed text or a gesture mostly changes a record that has unsaved edits already.
	const changes = countRecords(state) || state.pending
	if (socket === 'closed')
		return { state: 'offline', changes, ...(state.offlineReason && { reason: state.offlineReason }), ...unit }
	const isViewOnly = access !== 'edit'
	if (refusal && !(refusal === 'view' && isViewOnly)) return { state: 'refused', refusal }
	if (storage === 'full') return { state: 'full', changes }
	// A slow database: edits of an earlier visit may still be on this device only.
	if (state.isReadingCopy && changes === 0) return { state: 'saving' }
	if (isViewOnly) return changes > 0 ? { state: 'paused', changes, ...unit } : { state: 'saved' }
	if (isAllAcked(state) && state.waiting) return { state: 'waitingForDevice', changes, owner: state.waiting.owner }
	if (isAllAcked(state) && changes === 0) return { state: 'saved' }
	return storage === 'failing' ? { state: 'waiting', changes } : { state: 'saving' }
}

import type { Access, Refusal } from '@charrette/shared'
import type { Readable } from './cell.ts'
import { createCell } from './cell.ts'

/** What the badge says of this device's changes (ACK3). `changes` counts edits that are on this device alone. */
export type SaveStatus =
	| { state: 'saved' }
	| { state: 'saving' }
	| { state: 'offline'; changes: number }
	/** Connected, but one may only look now: the board is frozen. */
	| { state: 'paused'; changes: number }
	| { state: 'refused'; refusal: Refusal }

/**
 * Knows whether everything done here is durable on the server. Saved ⇔ the socket is open, its step 2 was sent, every
 * payload frame sent on it is acked, and nothing is still on its way into the document.
 */
export interface SaveTracker {
	status: Readable<SaveStatus>
	/** A socket opened; what earlier sockets were told counts no more. */
	opened(): void
	/** The server's answer came: this socket is in step. */
	synced(): void
	closed(): void
	/** A step 2 or update frame was sent on the open socket. */
	sent(isStep2: boolean): void
	/** The server says that the first `count` payload frames of this socket are durable. */
	acked(count: number): void
	nacked(refusal: Refusal): void
	/** The document changed by this person's hand. */
	changed(): void
	setAccess(access: Access): void
	/** Something typed or dragged is not in the document yet; call the result when it is. */
	hold(): () => void
}

export function createSaveTracker(initial: { access: Access; refusal?: Refusal | undefined }): SaveTracker {
	let socket: 'closed' | 'open' | 'synced' = 'closed'
	let { access } = initial
	let refusal = initial.refusal ?? null
	let sent = 0
	let acked = 0
	let hasSentStep2 = false
	let changes = 0
	let holds = 0
	const status = createCell<SaveStatus>(read())

	function read(): SaveStatus {
		if (refusal) return { state: 'refused', refusal }
		if (socket === 'closed') return { state: 'offline', changes: changes + holds }
		if (access !== 'edit')
			return changes + holds > 0 ? { state: 'paused', changes: changes + holds } : { state: 'saved' }
		return isSaved() ? { state: 'saved' } : { state: 'saving' }
	}

	function isSaved(): boolean {
		return isAllAcked() && changes === 0 && holds === 0
	}

	function isAllAcked(): boolean {
		return socket === 'synced' && hasSentStep2 && acked === sent
	}

	function update(): void {
		const next = read()
		if (JSON.stringify(next) !== JSON.stringify(status.get())) status.set(next)
	}

	/** Wraps an event so that the status follows it. */
	function on<Args extends unknown[]>(event: (...args: Args) => void): (...args: Args) => void {
		return (...args) => {
			event(...args)
			update()
		}
	}

	return {
		status,
		opened: on(() => {
			socket = 'open'
			sent = 0
			acked = 0
			hasSentStep2 = false
		}),
		synced: on(() => {
			if (socket === 'open') socket = 'synced'
			if (isAllAcked()) changes = 0
		}),
		closed: on(() => {
			socket = 'closed'
		}),
		sent: on((isStep2) => {
			sent++
			if (isStep2) hasSentStep2 = true
		}),
		acked: on((count) => {
			acked = count
			if (isAllAcked()) changes = 0
		}),
		nacked: on((code) => {
			refusal = code
		}),
		changed: on(() => {
			changes++
			refusal = null
		}),
		setAccess: on((now) => {
			access = now
		}),
		hold() {
			let isHeld = true
			holds++
			update()
			return on(() => {
				if (isHeld) holds--
				isHeld = false
			})
		},
	}
}

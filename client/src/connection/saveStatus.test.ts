import { NACK_REASONS, type NackReason } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { createSaveTracker } from './saveStatus.ts'

describe('[ACK3] the save badge', () => {
	it('says saved only when the socket is in step and every frame on it is acked', () => {
		const saves = createSaveTracker({ access: 'edit' })
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 0 })
		saves.opened()
		expect(saves.status.get().state).toBe('saving')
		saves.synced()
		expect(saves.status.get().state).toBe('saving')
		saves.sent(true)
		expect(saves.status.get().state).toBe('saving')
		saves.acked(1)
		expect(saves.status.get().state).toBe('saved')
	})

	it('does not say saved before the server’s own state is here, though all that was sent is acked', () => {
		const saves = createSaveTracker({ access: 'edit' })
		saves.opened()
		saves.sent(true)
		saves.acked(1)
		expect(saves.status.get().state).toBe('saving')
		saves.synced()
		expect(saves.status.get().state).toBe('saved')
	})

	it('counts an edit as saved by its own ack, not by an earlier one', () => {
		const saves = connectedTracker()
		saves.changed()
		saves.sent(false)
		saves.changed()
		saves.sent(false)
		saves.acked(2)
		expect(saves.status.get().state).toBe('saving')
		saves.acked(3)
		expect(saves.status.get().state).toBe('saved')
	})

	it('says how many changes are on this device while offline, and starts counting frames anew on return', () => {
		const saves = connectedTracker()
		saves.closed()
		saves.changed()
		saves.changed()
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 2 })
		saves.opened()
		saves.synced()
		saves.sent(true)
		expect(saves.status.get().state).toBe('saving')
		saves.acked(1)
		expect(saves.status.get().state).toBe('saved')
		saves.closed()
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 0 })
	})

	it('does not say saved while something typed is not in the document yet', () => {
		const saves = connectedTracker()
		const release = saves.markPending()
		expect(saves.status.get().state).toBe('saving')
		expect(saves.hasPending()).toBe(true)
		release()
		release()
		expect(saves.status.get().state).toBe('saved')
		expect(saves.hasPending()).toBe(false)
	})

	it('keeps changes that a freeze caught on this device, and says so', () => {
		const saves = connectedTracker()
		saves.changed()
		saves.sent(false)
		saves.closed()
		saves.setAccess('view')
		saves.opened()
		saves.synced()
		expect(saves.status.get()).toEqual({ state: 'paused', changes: 1 })
	})

	it('says saved to one who may only look and has changed nothing', () => {
		const saves = createSaveTracker({ access: 'view' })
		saves.opened()
		saves.synced()
		expect(saves.status.get()).toEqual({ state: 'saved' })
	})
})

describe('[ACK5] the save badge after an earlier visit left edits unsaved', () => {
	it('counts them while offline and while saving, and clears them by the ack', () => {
		const saves = createSaveTracker({ access: 'edit' })
		saves.foundUnsaved(3)
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 3 })
		saves.opened()
		saves.synced()
		saves.sent(true)
		expect(saves.status.get().state).toBe('saving')
		expect(saves.changes.get()).toBe(3)
		saves.acked(1)
		expect(saves.status.get().state).toBe('saved')
		expect(saves.changes.get()).toBe(0)
	})

	it('finds them saved already if their ack came before their number', () => {
		const saves = connectedTracker()
		saves.sent(false)
		saves.acked(2)
		saves.foundUnsaved(3)
		expect(saves.status.get().state).toBe('saved')
		expect(saves.changes.get()).toBe(0)
	})

	it('says paused on a frozen board, where the server asks for nothing, until it is thawed', () => {
		const saves = createSaveTracker({ access: 'view' })
		saves.foundUnsaved(2)
		saves.opened()
		saves.synced()
		expect(saves.status.get()).toEqual({ state: 'paused', changes: 2 })
		saves.setAccess('edit')
		expect(saves.status.get().state).toBe('saving')
		saves.closed()
		reconnect(saves)
		expect(saves.status.get().state).toBe('saved')
	})

	it('tells of every single change, so that the number beside the kept document is true', () => {
		const saves = connectedTracker()
		const told: number[] = []
		saves.changes.subscribe(() => told.push(saves.changes.get()))
		saves.changed()
		saves.sent(false)
		saves.changed()
		saves.sent(false)
		saves.acked(3)
		expect(told).toEqual([1, 2, 0])
	})
})

describe('[ACK3] the save badge after a refusal', () => {
	it('says that an edit was refused, until the next one', () => {
		const saves = connectedTracker()
		saves.nacked('malformed')
		expect(saves.status.get()).toEqual({ state: 'refused', refusal: 'malformed' })
		saves.changed()
		expect(saves.status.get().state).not.toBe('refused')
	})

	it('says so in the document that is opened instead, once it is there', () => {
		const saves = createSaveTracker({ access: 'edit', refusal: 'tooLarge' })
		expect(saves.status.get().state).toBe('offline')
		reconnect(saves)
		expect(saves.status.get()).toEqual({ state: 'refused', refusal: 'tooLarge' })
	})

	it.each(['invalid', 'foreign'] satisfies NackReason[])(
		'%s: the rest was taken, and the next change is saved by its ack',
		(refusal) => {
			const saves = connectedTracker()
			saves.changed()
			saves.sent(false)
			saves.nacked(refusal)
			saves.acked(2)
			expect(saves.status.get()).toEqual({ state: 'refused', refusal })
			saves.changed()
			saves.sent(false)
			expect(saves.status.get().state).toBe('saving')
			saves.acked(3)
			expect(saves.status.get().state).toBe('saved')
		},
	)

	it.each(NACK_REASONS.filter((refusal) => refusal !== 'invalid' && refusal !== 'foreign'))(
		'%s: the frame was dropped, so no later ack of this socket makes it saved; a new socket does',
		(refusal) => {
			const saves = connectedTracker()
			saves.changed()
			saves.sent(false)
			saves.nacked(refusal)
			saves.changed()
			saves.sent(false)
			saves.acked(3)
			expect(saves.status.get().state).toBe('saving')
			expect(saves.hasDropped()).toBe(true)
			expect(saves.changes.get()).toBe(2)
			saves.closed()
			reconnect(saves)
			expect(saves.status.get().state).toBe('saved')
		},
	)

	it.each(['view', 'gap', 'storage'] satisfies NackReason[])(
		'%s: is forgotten once everything is saved after all',
		(refusal) => {
			const saves = connectedTracker()
			saves.changed()
			saves.sent(false)
			saves.nacked(refusal)
			expect(saves.status.get()).toEqual({ state: 'refused', refusal })
			saves.closed()
			reconnect(saves)
			expect(saves.status.get().state).toBe('saved')
		},
	)

	it('says paused, not refused, to one whose board was frozen under an edit', () => {
		const saves = connectedTracker()
		saves.changed()
		saves.sent(false)
		saves.nacked('view')
		saves.setAccess('view')
		expect(saves.status.get()).toEqual({ state: 'paused', changes: 1 })
	})
})

describe('[ACK4] the save badge while the server cannot store', () => {
	it('says that changes wait, and saved once they are acked', () => {
		const saves = connectedTracker()
		saves.changed()
		saves.sent(false)
		saves.setStorage('failing')
		expect(saves.status.get()).toEqual({ state: 'waiting', changes: 1 })
		saves.changed()
		saves.sent(false)
		saves.acked(2)
		expect(saves.status.get()).toEqual({ state: 'waiting', changes: 2 })
		saves.acked(3)
		expect(saves.status.get().state).toBe('saved')
	})

	it('says saved to one whose changes were all stored before', () => {
		const saves = connectedTracker()
		saves.setStorage('failing')
		expect(saves.status.get().state).toBe('saved')
	})

	it('says full, whatever waits, and offline when the server is gone altogether', () => {
		const saves = connectedTracker()
		saves.setStorage('full')
		expect(saves.status.get()).toEqual({ state: 'full', changes: 0 })
		saves.changed()
		expect(saves.status.get()).toEqual({ state: 'full', changes: 1 })
		saves.closed()
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 1 })
	})

	it('believes a new socket anew: its server says again if it cannot store', () => {
		const saves = connectedTracker()
		saves.setStorage('full')
		saves.closed()
		reconnect(saves)
		expect(saves.status.get().state).toBe('saved')
	})
})

/** A tracker on a socket that is in step: step 2 sent as payload frame 1, and acked. */
function connectedTracker() {
	const saves = createSaveTracker({ access: 'edit' })
	reconnect(saves)
	return saves
}

/** A new socket comes into step, with all that waited in its step 2. */
function reconnect(saves: ReturnType<typeof createSaveTracker>) {
	saves.opened()
	saves.sent(true)
	saves.synced()
	saves.acked(1)
}

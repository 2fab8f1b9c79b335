import { describe, expect, it } from 'vitest'
import { createSaveTracker } from './saveStatus.ts'
import { connected, reconnect } from './testing/trackers.ts'

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
		const saves = connected()
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
		const saves = connected()
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
		const saves = connected()
		const release = saves.hold()
		expect(saves.status.get().state).toBe('saving')
		expect(saves.isHolding()).toBe(true)
		release()
		release()
		expect(saves.status.get().state).toBe('saved')
		expect(saves.isHolding()).toBe(false)
	})

	it('keeps changes that a freeze caught on this device, and says so', () => {
		const saves = connected()
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
		saves.kept(3)
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
		const saves = connected()
		saves.sent(false)
		saves.acked(2)
		saves.kept(3)
		expect(saves.status.get().state).toBe('saved')
		expect(saves.changes.get()).toBe(0)
	})

	it('says paused on a frozen board, where the server asks for nothing, until it is thawed', () => {
		const saves = createSaveTracker({ access: 'view' })
		saves.kept(2)
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
		const saves = connected()
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

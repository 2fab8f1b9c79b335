import { describe, expect, it } from 'vitest'
import { createSaveTracker } from './saveStatus.ts'

/** A tracker on a socket that is in step: step 2 sent as payload frame 1, and acked. */
function connected() {
	const saves = createSaveTracker({ access: 'edit' })
	saves.opened()
	saves.sent(true)
	saves.synced()
	saves.acked(1)
	return saves
}

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
		release()
		release()
		expect(saves.status.get().state).toBe('saved')
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

	it('says that an edit was refused, until the next one', () => {
		const saves = connected()
		saves.nacked('malformed')
		expect(saves.status.get()).toEqual({ state: 'refused', refusal: 'malformed' })
		saves.changed()
		expect(saves.status.get().state).not.toBe('refused')
	})
})

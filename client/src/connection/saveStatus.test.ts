import { NACK_REASONS, type NackReason } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { createSaveTracker } from './saveStatus.ts'

describe('[ACK3] the save badge', () => {
	it('shows saved only when the socket is in sync and every frame on it is acked', () => {
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

	it('does not show saved before the server’s state has arrived, even if every frame is acked', () => {
		const saves = createSaveTracker({ access: 'edit' })
		saves.opened()
		saves.sent(true)
		saves.acked(1)
		expect(saves.status.get().state).toBe('saving')
		saves.synced()
		expect(saves.status.get().state).toBe('saved')
	})

	it('does not show saved before the copy on this device was read, which may have unsaved edits', () => {
		const saves = createSaveTracker({ access: 'edit', hasCopy: true })
		saves.opened()
		saves.synced()
		saves.sent(true)
		saves.acked(1)
		expect(saves.status.get().state).toBe('saving')
		saves.foundUnsaved(['shape:a'])
		saves.sent(false)
		saves.copyRead()
		expect(saves.status.get().state).toBe('saving')
		saves.acked(2)
		expect(saves.status.get().state).toBe('saved')
		const viewer = createSaveTracker({ access: 'view', hasCopy: true })
		viewer.opened()
		expect(viewer.status.get().state).toBe('saving')
		viewer.copyRead()
		expect(viewer.status.get().state).toBe('saved')
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

	it('shows the number of changes on this device while offline, and counts frames from zero on a new socket', () => {
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

	it('counts the changed records while offline, however many edits each of them had', () => {
		const saves = connectedTracker()
		saves.closed()
		for (const id of ['card', 'card', 'link', 'card']) saves.changed([id])
		const typed = saves.markPending()
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 2 })
		typed()
		expect([saves.changedRecords(), saves.changes.get()]).toEqual([2, 4])
		reconnect(saves)
		expect(saves.changedRecords()).toBe(0)
	})

	it('shows why the server closed the socket for a while, until the next socket opens', () => {
		const saves = connectedTracker()
		saves.changed()
		saves.closed('tooMuch')
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 1, reason: 'tooMuch' })
		saves.opened()
		expect(saves.status.get()).toEqual({ state: 'saving' })
		saves.closed()
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 1 })
	})

	it.each(['boardFull', 'historyFull'] satisfies NackReason[])(
		'shows %s, and saved again once the server took all edits that it asked for',
		(refusal) => {
			const saves = connectedTracker()
			saves.changed()
			saves.sent(false)
			saves.nacked(refusal)
			expect(saves.status.get()).toEqual({ state: 'refused', refusal })
			saves.sent(true)
			saves.nacked(refusal)
			expect(saves.status.get()).toEqual({ state: 'refused', refusal })
			saves.changed()
			saves.sent(true)
			expect(saves.status.get().state).toBe('saving')
			saves.acked(4)
			expect(saves.status.get().state).toBe('saved')
		},
	)

	it('does not show saved while typed text is not in the document yet', () => {
		const saves = connectedTracker()
		const release = saves.markPending()
		expect(saves.status.get().state).toBe('saving')
		expect(saves.hasPending()).toBe(true)
		release()
		release()
		expect(saves.status.get().state).toBe('saved')
		expect(saves.hasPending()).toBe(false)
	})

	it('shows that changes are paused on this device when the board is frozen before they are sent', () => {
		const saves = connectedTracker()
		saves.changed()
		saves.sent(false)
		saves.closed()
		saves.setAccess('view')
		saves.opened()
		saves.synced()
		expect(saves.status.get()).toEqual({ state: 'paused', changes: 1 })
	})

	it('shows saved to a viewer without changes', () => {
		const saves = createSaveTracker({ access: 'view' })
		saves.opened()
		saves.synced()
		expect(saves.status.get()).toEqual({ state: 'saved' })
	})
})

describe('[ACK5] the save badge with unsaved edits of an earlier visit', () => {
	it('counts them while offline and saving, until they are acked', () => {
		const saves = createSaveTracker({ access: 'edit' })
		saves.foundUnsaved(['a', 'b', 'c'])
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

	it('shows saved if they were acked before they were counted', () => {
		const saves = connectedTracker()
		saves.sent(false)
		saves.acked(2)
		saves.foundUnsaved(['a', 'b', 'c'])
		expect(saves.status.get().state).toBe('saved')
		expect(saves.changes.get()).toBe(0)
	})

	it('shows paused on a frozen board until it is unfrozen', () => {
		const saves = createSaveTracker({ access: 'view' })
		saves.foundUnsaved(['a', 'b'])
		saves.opened()
		saves.synced()
		expect(saves.status.get()).toEqual({ state: 'paused', changes: 2 })
		saves.setAccess('edit')
		expect(saves.status.get().state).toBe('saving')
		saves.closed()
		reconnect(saves)
		expect(saves.status.get().state).toBe('saved')
	})

	it('reports every change, so that the number stored with the document is correct', () => {
		const saves = connectedTracker()
		const counts: number[] = []
		saves.changes.subscribe(() => counts.push(saves.changes.get()))
		saves.changed()
		saves.sent(false)
		saves.changed()
		saves.sent(false)
		saves.acked(3)
		expect(counts).toEqual([1, 2, 0])
	})
})

describe('[ACK3] the save badge after a nack', () => {
	it('shows that an edit was rejected, until the next edit', () => {
		const saves = connectedTracker()
		saves.nacked('malformed')
		expect(saves.status.get()).toEqual({ state: 'refused', refusal: 'malformed' })
		saves.changed()
		expect(saves.status.get().state).not.toBe('refused')
	})

	it('shows it in the document that replaces the rejected one, once that is in sync', () => {
		const saves = createSaveTracker({ access: 'edit', refusal: 'tooLarge' })
		expect(saves.status.get().state).toBe('offline')
		reconnect(saves)
		expect(saves.status.get()).toEqual({ state: 'refused', refusal: 'tooLarge' })
	})

	it('[GATE6b] shows which records wait for another device, once everything else is acked, until a step 2 has all', () => {
		const saves = createSaveTracker({ access: 'edit' })
		saves.foundUnsaved(['a'])
		saves.opened()
		saves.synced()
		saves.changed(['shape:a'])
		saves.sent(true)
		saves.waiting({
			records: new Map([
				['shape:b', null],
				['binding:c', null],
			]),
			owner: null,
		})
		expect([saves.status.get().state, saves.isWaiting()]).toEqual(['saving', true])
		saves.acked(1)
		expect(saves.status.get()).toEqual({ state: 'waitingForDevice', changes: 1, owner: null })
		saves.changed(['shape:d'])
		saves.sent(false)
		expect(saves.status.get()).toEqual({ state: 'saving' })
		saves.acked(2)
		expect(saves.status.get()).toEqual({ state: 'waitingForDevice', changes: 1, owner: null })
		saves.sent(true)
		expect([saves.status.get().state, saves.isWaiting()]).toEqual(['saving', false])
		saves.acked(3)
		expect(saves.status.get()).toEqual({ state: 'saved' })
	})

	it.each(['invalid', 'foreign'] satisfies NackReason[])(
		'%s: the rest was applied, and the next change is saved by its ack',
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
		'%s: the frame was dropped, so only acks of a new socket make it saved',
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

	it.each(['view', 'gap', 'storage', 'boardFull', 'historyFull'] satisfies NackReason[])(
		'%s: is no longer shown once everything is saved',
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

	it('[ROOM3k] marks the changes of a private document, which are cards on this device only', () => {
		const saves = createSaveTracker({ access: 'edit', isPrivate: true })
		saves.changed()
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 1, isPrivate: true })
		reconnect(saves)
		saves.changed()
		saves.setAccess('view')
		expect(saves.status.get()).toEqual({ state: 'paused', changes: 1, isPrivate: true })
	})

	it('shows paused, not rejected, if the board was frozen before an edit arrived', () => {
		const saves = connectedTracker()
		saves.changed()
		saves.sent(false)
		saves.nacked('view')
		saves.setAccess('view')
		expect(saves.status.get()).toEqual({ state: 'paused', changes: 1 })
	})
})

describe('[ACK4] the save badge while the server cannot store', () => {
	it('shows that changes wait, and saved once they are acked', () => {
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

	it('shows saved if all changes were stored before', () => {
		const saves = connectedTracker()
		saves.setStorage('failing')
		expect(saves.status.get().state).toBe('saved')
	})

	it('shows full regardless of pending changes, and offline if the server is not reachable', () => {
		const saves = connectedTracker()
		saves.setStorage('full')
		expect(saves.status.get()).toEqual({ state: 'full', changes: 0 })
		saves.changed()
		expect(saves.status.get()).toEqual({ state: 'full', changes: 1 })
		saves.closed()
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 1 })
	})

	it('resets the storage state on a new socket, where the server announces it again', () => {
		const saves = connectedTracker()
		saves.setStorage('full')
		saves.closed()
		reconnect(saves)
		expect(saves.status.get().state).toBe('saved')
	})
})

/** Returns a tracker on a socket in sync: its step 2 was sent as payload frame 1, and acked. */
function connectedTracker() {
	const saves = createSaveTracker({ access: 'edit' })
	reconnect(saves)
	return saves
}

/** Opens a new socket and syncs it; its step 2 sends all unsaved edits. */
function reconnect(saves: ReturnType<typeof createSaveTracker>) {
	saves.opened()
	saves.sent(true)
	saves.synced()
	saves.acked(1)
}

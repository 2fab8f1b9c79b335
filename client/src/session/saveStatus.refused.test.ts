import type { Refusal } from '@charrette/shared'
import { REFUSALS } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { createSaveTracker } from './saveStatus.ts'
import { connected, reconnect } from './testing/trackers.ts'

describe('[ACK3] the save badge after a refusal', () => {
	it('says that an edit was refused, until the next one', () => {
		const saves = connected()
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

	it.each(['invalid', 'foreign'] satisfies Refusal[])(
		'%s: the rest was taken, and the next change is saved by its ack',
		(refusal) => {
			const saves = connected()
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

	it.each(REFUSALS.filter((refusal) => refusal !== 'invalid' && refusal !== 'foreign'))(
		'%s: the frame was dropped, so no later ack of this socket makes it saved; a new socket does',
		(refusal) => {
			const saves = connected()
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

	it.each(['view', 'gap', 'storage'] satisfies Refusal[])(
		'%s: is forgotten once everything is saved after all',
		(refusal) => {
			const saves = connected()
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
		const saves = connected()
		saves.changed()
		saves.sent(false)
		saves.nacked('view')
		saves.setAccess('view')
		expect(saves.status.get()).toEqual({ state: 'paused', changes: 1 })
	})
})

describe('[ACK4] the save badge while the server cannot store', () => {
	it('says that changes wait, and saved once they are acked', () => {
		const saves = connected()
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
		const saves = connected()
		saves.setStorage('failing')
		expect(saves.status.get().state).toBe('saved')
	})

	it('says full, whatever waits, and offline when the server is gone altogether', () => {
		const saves = connected()
		saves.setStorage('full')
		expect(saves.status.get()).toEqual({ state: 'full', changes: 0 })
		saves.changed()
		expect(saves.status.get()).toEqual({ state: 'full', changes: 1 })
		saves.closed()
		expect(saves.status.get()).toEqual({ state: 'offline', changes: 1 })
	})

	it('believes a new socket anew: its server says again if it cannot store', () => {
		const saves = connected()
		saves.setStorage('full')
		saves.closed()
		reconnect(saves)
		expect(saves.status.get().state).toBe('saved')
	})
})

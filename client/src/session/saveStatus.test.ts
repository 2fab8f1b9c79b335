import type { Refusal } from '@charrette/shared'
import { REFUSALS } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { createSaveTracker } from './saveStatus.ts'

/** A tracker on a socket that is in step: step 2 sent as payload frame 1, and acked. */
function connected() {
	const saves = createSaveTracker({ access: 'edit' })
	reconnect(saves)
	return saves
}

function reconnect(saves: ReturnType<typeof createSaveTracker>) {
	saves.opened()
	saves.sent(true)
	saves.synced()
	saves.acked(1)
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

describe('[P3] the save badge', () => {
	it('never says saved in any of 1000 random histories while an edit is not on the server', () => {
		const seed = Date.now() % 1_000_000
		let state = seed
		const chance = (below: number) => {
			state = (state * 1103515245 + 12345) % 2147483648
			return Math.floor((state / 2147483648) * below)
		}
		for (let history = 0; history < 1000; history++) playHistory(chance, `seed ${seed}, history ${history}`)
	})
})

/** Plays a client and a server that only counts, and looks at the badge after each step. */
function playHistory(chance: (below: number) => number, name: string): void {
	const saves = createSaveTracker({ access: 'edit' })
	/** Edits by whether the server has them for good. */
	let unsaved = 0
	let socket: { sent: { edits: number; isDropped: boolean }[]; hasStep2: boolean } | null = null
	let onWire = 0
	if (chance(3) === 0) {
		unsaved = 1 + chance(3)
		saves.kept(unsaved)
	}
	const steps = [
		() => {
			unsaved++
			saves.changed()
			if (!socket) return
			socket.sent.push({ edits: 1, isDropped: !socket.hasStep2 })
			saves.sent(false)
		},
		() => {
			if (socket) saves.closed()
			socket = { sent: [], hasStep2: false }
			onWire = 0
			saves.opened()
		},
		() => {
			if (!socket || socket.hasStep2) return
			socket.hasStep2 = true
			socket.sent.push({ edits: unsaved, isDropped: false })
			saves.sent(true)
			saves.synced()
		},
		() => {
			const frame = socket?.sent[onWire]
			if (!socket || !frame) return
			onWire++
			if (!frame.isDropped && chance(6) === 0) {
				frame.isDropped = true
				saves.nacked(REFUSALS.filter((code) => code !== 'invalid' && code !== 'foreign')[chance(5)] ?? 'gap')
				return
			}
			if (!frame.isDropped) unsaved = Math.max(0, unsaved - frame.edits)
			saves.acked(onWire)
		},
		() => {
			if (socket) saves.closed()
			socket = null
		},
		() => saves.setStorage((['ok', 'failing', 'full'] as const)[chance(3)] ?? 'ok'),
	]
	for (let step = 0; step < 14; step++) {
		steps[chance(steps.length)]?.()
		if (saves.status.get().state === 'saved' && unsaved > 0) throw new Error(`${name}: ${unsaved} unsaved`)
	}
}

import { NACK_REASONS } from '@charrette/shared'
import { describe, it } from 'vitest'
import { createSaveTracker } from './saveStatus.ts'

describe('[P3] the save badge', () => {
	it('never shows saved in 1000 random histories while an edit is not on the server', () => {
		const seed = Date.now() % 1_000_000
		let state = seed
		const chance = (below: number) => {
			state = (state * 1103515245 + 12345) % 2147483648
			return Math.floor((state / 2147483648) * below)
		}
		for (let history = 0; history < 1000; history++) playHistory(chance, `seed ${seed}, history ${history}`)
	})
})

/** Simulates a client and a counting server, and checks the badge after each step. */
function playHistory(chance: (below: number) => number, name: string): void {
	const saves = createSaveTracker({ access: 'edit' })
	/** The number of edits that are not durable on the server. */
	let unsaved = 0
	let socket: { sent: { edits: number; isDropped: boolean }[]; hasStep2: boolean } | null = null
	let onWire = 0
	if (chance(3) === 0) {
		unsaved = 1 + chance(3)
		saves.foundUnsaved(Array.from({ length: unsaved }, (_, at) => `found ${at}`))
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
				saves.nacked(NACK_REASONS.filter((code) => code !== 'invalid' && code !== 'foreign')[chance(5)] ?? 'gap')
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

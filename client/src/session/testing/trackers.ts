import { createSaveTracker } from '../saveStatus.ts'

/** A tracker on a socket that is in step: step 2 sent as payload frame 1, and acked. */
export function connected() {
	const saves = createSaveTracker({ access: 'edit' })
	reconnect(saves)
	return saves
}

/** A new socket comes into step, with all that waited in its step 2. */
export function reconnect(saves: ReturnType<typeof createSaveTracker>) {
	saves.opened()
	saves.sent(true)
	saves.synced()
	saves.acked(1)
}

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createObservable } from '../../connection/observable.ts'
import { createSaveTracker, type SaveStatus } from '../../connection/saveStatus.ts'
import { followSettled } from './settleSaved.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A board in sync, and the states that its badge shows one after the other. */
function openBadge() {
	const saves = createSaveTracker({ access: 'edit' })
	saves.opened()
	saves.sent(true)
	saves.acked(1)
	saves.synced()
	const shown = createObservable<SaveStatus>({ state: 'saving' })
	const states: string[] = []
	shown.subscribe(() => states.push(shown.get().state))
	const end = followSettled(saves.status, shown)
	return { saves, states, end }
}

it('[ACK3c] while letters are typed and saved the badge says that it saves, once; then that all is saved', () => {
	const { saves, states, end } = openBadge()
	for (let letter = 0; letter < 20; letter++) {
		saves.changed(['shape:c'])
		saves.sent(false)
		saves.acked(letter + 2)
		vi.advanceTimersByTime(100)
	}
	expect(states).toEqual(['saved', 'saving'])
	vi.runAllTimers()
	expect(states).toEqual(['saved', 'saving', 'saved'])
	end()
})

it('[ACK3c] what is not saved, or cannot be, is shown at once', () => {
	const { saves, states, end } = openBadge()
	saves.changed(['shape:c'])
	saves.sent(false)
	saves.acked(2)
	saves.changed(['shape:c'])
	saves.closed()
	expect(states).toEqual(['saved', 'saving', 'offline'])
	vi.runAllTimers()
	expect(states).toEqual(['saved', 'saving', 'offline'])
	end()
})

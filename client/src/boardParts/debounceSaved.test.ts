import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createObservable } from '../connection/observable.ts'
import { createSaveTracker, type SaveStatus } from '../connection/saveStatus.ts'
import { debounceSaved } from './debounceSaved.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** Opens a board in sync, and records the states that its badge shows. */
function openBadge() {
	const saves = createSaveTracker({ access: 'edit' })
	saves.opened()
	saves.sent(true)
	saves.acked(1)
	saves.synced()
	const shown = createObservable<SaveStatus>({ state: 'saving' })
	const states: string[] = []
	shown.subscribe(() => states.push(shown.get().state))
	const end = debounceSaved(saves.status, shown)
	return { saves, states, end }
}

it('[ACK3c] while a person types, the badge shows once that it is saving, and then that everything is saved', () => {
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

it('[ACK3c] a problem and the saving state are shown at once', () => {
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

import { expect, it } from 'vitest'
import { keysOf, SHORTCUTS } from './shortcuts.ts'

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const press = (keyCode: number, modifiers: Partial<typeof NONE> = {}) =>
	keysOf({ keyCode, ...NONE, ...modifiers } as KeyboardEvent)

it('a key has one name with Shift and with Alt, and on layouts without Latin letters', () => {
	// Shift+1 types an exclamation mark, Alt+A on a Mac an å, and the key A in Russian a ф.
	expect([press(49), press(49, { shiftKey: true })]).toEqual(['1', 'shift+1'])
	expect(press(65, { altKey: true })).toBe('alt+a')
	expect(press(65)).toBe('a')
})

it('Ctrl and Cmd are the same modifier, but not both together', () => {
	expect(press(68, { ctrlKey: true })).toBe('mod+d')
	expect(press(68, { metaKey: true })).toBe('mod+d')
	expect(press(68, { ctrlKey: true, metaKey: true })).not.toBe('mod+d')
})

it('a key of the number pad, a function key and a key of an input method are no letters', () => {
	const shortcuts = SHORTCUTS.flatMap(({ keys }) => keys)
	for (const code of [97, 112, 229]) expect(shortcuts).not.toContain(press(code))
})

it('no two shortcuts have the same keys, and none those of undo and redo, which the board binds itself', () => {
	const shortcuts = SHORTCUTS.flatMap(({ keys }) => keys)
	expect(new Set(shortcuts).size).toBe(shortcuts.length)
	for (const keys of ['mod+z', 'mod+shift+z', 'mod+y']) expect(shortcuts).not.toContain(keys)
})

it('people who cannot edit have only the shortcuts that change nothing', () => {
	const viewers = SHORTCUTS.filter(({ isForViewers }) => isForViewers).flatMap(({ keys }) => keys)
	expect(viewers).toEqual(
		expect.arrayContaining(['v', 'h', 'mod+a', '=', '-', 'shift+0', 'shift+1', 'shift+2', 'mod+shift+enter']),
	)
	for (const keys of ['d', 'l', 'c', 'e', '1', 'n', 'delete', 'mod+d', 'alt+a', 'shift+l']) {
		expect(viewers).not.toContain(keys)
	}
})

import { expect, it } from 'vitest'
import { undoKey } from './undoKey.ts'

const press = (key: string, code: string, more: Partial<KeyboardEvent> = {}) =>
	undoKey({ key, code, ctrlKey: true, metaKey: false, altKey: false, shiftKey: false, ...more } as KeyboardEvent)

it.each([
	['Latin', 'z', 'KeyZ', 'y', 'KeyY'],
	['German', 'z', 'KeyY', 'y', 'KeyZ'],
	['French', 'z', 'KeyW', 'y', 'KeyY'],
	['Dvorak', 'z', 'Slash', 'y', 'KeyT'],
	['Russian', 'я', 'KeyZ', 'н', 'KeyY'],
	['Greek', 'ζ', 'KeyZ', 'υ', 'KeyY'],
	['Hebrew', 'ז', 'KeyZ', 'ט', 'KeyY'],
	['Arabic', 'ئ', 'KeyZ', 'غ', 'KeyY'],
	['Devanagari', 'ॆ', 'KeyZ', 'ब', 'KeyY'],
])('[DOC6] the keys of undo and redo on a %s layout', (_layout, z, codeOfZ, y, codeOfY) => {
	expect(press(z, codeOfZ)).toBe('undo')
	expect(press(z, codeOfZ, { ctrlKey: false, metaKey: true })).toBe('undo')
	expect(press(z.toUpperCase(), codeOfZ, { shiftKey: true })).toBe('redo')
	expect(press(y, codeOfY)).toBe('redo')
})

it('[DOC6] other keys neither undo nor redo', () => {
	expect(press('w', 'KeyZ')).toBeNull()
	expect(press(';', 'KeyZ')).toBeNull()
	expect(press('я', 'KeyZ', { ctrlKey: false })).toBeNull()
	expect(press('z', 'KeyZ', { altKey: true })).toBeNull()
	expect(press('y', 'KeyY', { ctrlKey: false, metaKey: true })).toBeNull()
})

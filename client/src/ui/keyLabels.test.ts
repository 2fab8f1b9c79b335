import { afterEach, expect, test, vi } from 'vitest'
import { keyLabels } from './keyLabels.ts'

afterEach(() => {
	vi.unstubAllGlobals()
})

test('a shortcut is written as the keyboard of the platform labels it', () => {
	vi.stubGlobal('navigator', { platform: 'Linux x86_64' })
	expect(keyLabels('Ctrl Shift F')).toBe('Ctrl Shift F')
	vi.stubGlobal('navigator', { platform: 'MacIntel' })
	expect(keyLabels('Ctrl Shift F')).toBe('⌘ Shift F')
	expect(keyLabels('Del')).toBe('Del')
})

import { expect, it } from 'vitest'
import { qrPath } from './QrCode.tsx'

it('runs of dark modules are drawn as one piece', () => {
	expect(qrPath([[true, true, false, true]])).toBe('M0 0h2v1h-2zM3 0h1v1h-1z')
})

it('rows stand below each other, and light ones draw nothing', () => {
	expect(qrPath([[false], [true]])).toBe('M0 1h1v1h-1z')
	expect(qrPath([[false, false]])).toBe('')
})

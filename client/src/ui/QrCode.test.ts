import { expect, it } from 'vitest'
import { qrPath } from './QrCode.tsx'

it('a run of dark modules is one rectangle', () => {
	expect(qrPath([[true, true, false, true]])).toBe('M0 0h2v1h-2zM3 0h1v1h-1z')
})

it('each row is one unit lower, and light modules are not drawn', () => {
	expect(qrPath([[false], [true]])).toBe('M0 1h1v1h-1z')
	expect(qrPath([[false, false]])).toBe('')
})

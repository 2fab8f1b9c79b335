import { expect, it } from 'vitest'
import { coverVariables } from './Covers.tsx'
import type { Cover } from './useCover.ts'

const WINDOW = { w: 1366, h: 768 }
const header: Cover = { kind: 'header', x: 12, y: 12, w: 1342, h: 44 }
const footer: Cover = { kind: 'footer', x: 300, y: 690, w: 700, h: 62 }

it('[INSET1] the variables are the space that bars and panels take at their edges', () => {
	const aside: Cover = { kind: 'aside', x: 1006, y: 68, w: 348, h: 600 }
	const notices: Cover = { kind: 'notices', x: 400, y: 68, w: 500, h: 52 }
	expect(coverVariables([header, footer, aside, notices], WINDOW)).toEqual({
		'--header': 56,
		'--footer': 78,
		'--aside': 360,
		'--prompt': 0,
		'--notices': 60,
	})
})

it('[INSET3] a sheet at the lower edge of a phone takes no space beside it', () => {
	const sheet: Cover = { kind: 'aside', x: 0, y: 500, w: 390, h: 344 }
	expect(coverVariables([sheet], { w: 390, h: 844 })['--aside']).toBe(0)
})

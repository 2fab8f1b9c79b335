import type { ParticipantId } from '@charrette/shared'
import { expect, it } from 'vitest'
import { metaOfCopy } from './addCards.ts'

const LI = 'li' as ParticipantId

it.each([
	['another participant', { author: 'ana', isSetUp: true }, { author: 'li', isSetUp: true }],
	['somebody of an imported board', { author: 'x', authorName: 'Ana' }, { author: 'li' }],
	['a name alone', { authorName: 'Ana' }, {}],
	['nobody', { meaning: 'causes' }, { meaning: 'causes' }],
])('[AUTHOR1a] a copy of a record of %s names its creator, or no author', (_who, meta, copied) => {
	expect(metaOfCopy(meta, LI)).toEqual(copied)
})

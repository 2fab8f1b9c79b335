import { expect, it } from 'vitest'
import { PHASE_DEFAULTS } from './Phase.ts'
import { isWritingAlone } from './privateWriting.ts'
import type { Workshop } from './Workshop.ts'

const boards = [
	{ id: 'own', group: 'g1', frozen: true },
	{ id: 'other', group: 'g2' },
	{ id: 'all', group: null },
]
const phases = [
	{ id: 'alone', kind: 'write', isPrivate: true, ...PHASE_DEFAULTS.write },
	{ id: 'open', kind: 'write', isPrivate: false, ...PHASE_DEFAULTS.write },
	{ id: 'look', kind: 'write', isPrivate: true, ...PHASE_DEFAULTS.write, may: [] },
	{ id: 'vote', kind: 'vote', isPrivate: true, ...PHASE_DEFAULTS.vote },
]

function during(phase: string | null, revealed?: string): Workshop {
	const session = { id: 's', phases, phase, groups: [], boards: boards.map((board) => ({ ...board, revealed })) }
	return { session: 's', sessions: [session], participants: [{ id: 'ana', group: 'g1' }] } as unknown as Workshop
}
const aloneAt = (workshop: Workshop, who: string | null = 'ana') =>
	boards.filter(({ id }) => isWritingAlone(workshop, who as never, id as never)).map(({ id }) => id)

it('[ROOM3] is for the own and the plenary board, frozen or not, and for participants', () => {
	expect(aloneAt(during('alone'))).toEqual(['own', 'all'])
	expect(aloneAt(during('alone'), null)).toEqual([])
	expect(aloneAt(during('alone'), 'gone')).toEqual([])
})

it('[ROOM3] is for a private phase to write in, until its cards are revealed', () => {
	for (const phase of [null, 'open', 'look', 'vote']) expect(aloneAt(during(phase)), String(phase)).toEqual([])
	expect(aloneAt(during('alone', 'alone'))).toEqual([])
	expect(aloneAt(during('alone', 'earlier'))).toEqual(['own', 'all'])
})

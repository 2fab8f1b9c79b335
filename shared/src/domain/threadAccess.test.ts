import { expect, it } from 'vitest'
import type { Identity } from './access.ts'
import { PHASE_DEFAULTS } from './Phase.ts'
import { mayWriteThreads, projectsThreads } from './threadAccess.ts'
import type { Workshop } from './Workshop.ts'

const board = (id: string, group: string | null, frozen = false) => ({ id, title: id, group, frozen })
const phase = (id: string, kind: keyof typeof PHASE_DEFAULTS, more: object = {}) => ({
	id,
	kind,
	...PHASE_DEFAULTS[kind],
	...more,
})
const phases = [
	phase('gallery', 'gallery'),
	phase('private', 'write', { isPrivate: true }),
	phase('present', 'present', { takesThreads: true }),
]
const boards = [board('own', 'g1'), board('other', 'g2'), board('all', null), board('ice', 'g1', true)]
const workshopAt = (current: string | null, more: object = {}, revealed?: string) =>
	({
		id: 'w',
		session: 's',
		sessions: [
			{ id: 's', phases, phase: current, boards: boards.map((one) => ({ ...one, ...(revealed && { revealed }) })) },
			{ id: 't', phases: [], phase: null, boards: [board('earlier', 'g1')] },
		].map((session) => ({ ...session, groups: [{ id: 'g1', name: '1', board: 'own' }] })),
		participants: [{ id: 'ana', group: 'g1' }],
		...more,
	}) as unknown as Workshop

const identityOf = (role: string, participant: string | null = null) =>
	({ workshop: 'w', role, participant }) as Identity
const ana = identityOf('participant', 'ana')
const ALL = ['own', 'other', 'all', 'ice', 'earlier']
const open = (workshop: Workshop, member: Identity) =>
	ALL.filter((id) => mayWriteThreads(workshop, member, id as never)).join(' ')

it.each([
	['before the first phase', workshopAt(null), 'own other all'],
	['in a phase that is view only', workshopAt('gallery'), 'own other all'],
	['during private writing', workshopAt('private'), ''],
	['after the reveal', workshopAt('private', {}, 'private'), 'own other all'],
	['in a phase that takes threads on frozen boards', workshopAt('present'), 'own other all ice'],
	['in a closed workshop', workshopAt(null, { isClosed: true }), ''],
])('[THREAD4] a participant writes %s', (_, workshop, expected) => {
	expect(open(workshop, ana)).toBe(expected)
})

it('[THREAD4] facilitators write on all boards, projectors, strangers and removed people on none', () => {
	expect(open(workshopAt('private'), identityOf('facilitator'))).toBe(ALL.join(' '))
	expect(open(workshopAt(null, { isClosed: true }), identityOf('facilitator'))).toBe('')
	for (const member of [
		identityOf('projector'),
		identityOf('participant', 'gone'),
		{ ...ana, workshop: 'other' } as unknown as Identity,
	])
		expect(open(workshopAt(null), member)).toBe('')
})

it.each([
	['only if that is switched on', workshopAt(null), false],
	['once that is switched on', workshopAt(null, { projectsThreads: true }), true],
	['not before the reveal', workshopAt('private', { projectsThreads: true }), false],
	['after the reveal', workshopAt('private', { projectsThreads: true }, 'private'), true],
])('[TALK5] the projector shows threads %s', (_, workshop, expected) => {
	expect(projectsThreads(workshop, 'own' as never)).toBe(expected)
})

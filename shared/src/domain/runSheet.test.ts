import { describe, expect, it } from 'vitest'
import type { PhaseId } from './ids.ts'
import { PHASE_DEFAULTS, PHASE_KINDS } from './Phase.ts'
import { currentPhase, currentSession, findPhase, phaseAtOffset, projectorContent } from './runSheet.ts'
import type { StoredWorkshop } from './upgradeWorkshop.ts'
import { upgradeWorkshop } from './upgradeWorkshop.ts'
import { sessionBoards } from './Workshop.ts'

/** A workshop as the first release stored it: no current session, phases without ids. */
const old = {
	id: 'w',
	version: 7,
	title: 'W',
	sessions: [
		{
			id: 's1',
			title: 'Morning',
			phases: PHASE_KINDS.map((kind) => ({ kind, title: { en: kind }, prompt: {}, minutes: 5 })),
			groups: [],
			boards: [{ id: 'all', title: 'Plenary', group: null, frozen: false }],
		},
		{ id: 's2', title: 'Afternoon', phases: [], groups: [], boards: [] },
	],
	participants: [],
	spotlight: null,
	gathering: null,
} as unknown as StoredWorkshop
const workshop = upgradeWorkshop(old)
const [morning] = workshop.sessions
if (!morning) throw new Error('no session')
const at = (phase: PhaseId | null) => ({
	...workshop,
	sessions: [{ ...morning, phase }, ...workshop.sessions.slice(1)],
})

describe('a workshop of an earlier release', () => {
	it('[RUN1] starts in its first session, before the first phase, and gets an id for each phase', () => {
		expect([currentSession(workshop)?.id, currentPhase(workshop)]).toEqual(['s1', null])
		const ids = morning.phases.map((phase) => phase.id)
		expect(new Set(ids).size).toBe(PHASE_KINDS.length)
		expect(upgradeWorkshop(old)).toEqual(workshop)
	})

	it('[RUN1] gets permissions and projection from the kind of each phase', () => {
		for (const phase of morning.phases) expect(phase).toMatchObject({ ...PHASE_DEFAULTS[phase.kind], isPrivate: false })
	})

	it('[RUN1] is unchanged if complete', () => {
		const chosen = at('s1-2' as PhaseId)
		expect(upgradeWorkshop({ ...chosen, projection: 'wall' })).toEqual({ ...chosen, projection: 'wall' })
	})
})

describe('phaseAtOffset and findPhase', () => {
	const [first, second] = morning.phases
	const last = morning.phases.at(-1)
	const away = (phase: PhaseId | null, steps: number) => phaseAtOffset({ ...morning, phase }, steps)

	it('[RUN2] starts before the first phase and ends with the last', () => {
		expect(away(null, 1)).toBe(first)
		expect(away(null, -1)).toBeNull()
		expect(away(first?.id ?? null, 1)).toBe(second)
		expect(away(first?.id ?? null, -1)).toBeNull()
		expect(away(last?.id ?? null, 1)).toBe(last)
	})

	it('[RUN2] is null without phases', () => {
		expect(phaseAtOffset({ ...morning, phases: [] }, 1)).toBeNull()
	})

	it('finds a phase with its session and index', () => {
		expect(findPhase(workshop, 's1-2' as PhaseId)).toEqual({ session: morning, phase: second, index: 1 })
		expect(findPhase(workshop, 'nothing' as PhaseId)).toBeNull()
	})
})

describe('projectorContent', () => {
	const voting = morning.phases.find((phase) => phase.kind === 'vote')
	const presenting = morning.phases.find((phase) => phase.kind === 'present')

	it('[RUN3] is the lobby at first, then what the phase says', () => {
		expect(projectorContent(workshop)).toMatchObject({ shows: 'lobby', board: null })
		expect(projectorContent(at(voting?.id ?? null))).toMatchObject({ shows: 'result', board: null })
		expect(projectorContent(at(presenting?.id ?? null))).toMatchObject({ shows: 'board', board: 'all' })
	})

	it('[REST5] is the plenary board, even if restored copies come first', () => {
		const apart = { id: 'copy' as never, title: 'Copy', group: null, frozen: true, isApart: true } as const
		const there = at(presenting?.id ?? null)
		const sessions = there.sessions.map((session) => ({ ...session, boards: [apart, ...session.boards] }))
		expect(projectorContent({ ...there, sessions })).toMatchObject({ shows: 'board', board: 'all' })
		expect(sessions.map((session) => sessionBoards(session).map(({ id }) => id))).toEqual([['all'], []])
	})

	it('[RUN3] is the spotlight board, else the facilitator’s choice', () => {
		const chosen = { ...at(voting?.id ?? null), projection: 'wall' as const }
		expect(projectorContent(chosen)).toMatchObject({ shows: 'wall', board: null })
		expect(projectorContent({ ...chosen, spotlight: 'b1' as never })).toMatchObject({ shows: 'board', board: 'b1' })
	})

	it('[HAND3] is about the chosen session, while there is one', () => {
		const chosen = { ...workshop, projection: 'wall' as const, projectedSession: 's2' as never }
		expect(projectorContent(chosen)).toMatchObject({ shows: 'wall', session: { id: 's2' } })
		expect(projectorContent({ ...chosen, projectedSession: 'gone' as never }).session?.id).toBe('s1')
		expect(projectorContent({ ...workshop, projection: 'wall' }).session?.id).toBe('s1')
	})
})

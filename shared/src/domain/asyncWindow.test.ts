import { describe, expect, it } from 'vitest'
import { accessTo, activitiesOf, type Identity, mayWritePrivately } from './access.ts'
import { firstWindowEnd, withoutEndedWindows } from './asyncWindow.ts'
import { ACTIVITIES, PHASE_DEFAULTS } from './Phase.ts'
import { mayWriteThreads } from './threadAccess.ts'
import type { AsyncWindow, Session, Workshop } from './Workshop.ts'

const board = (id: string, group: string | null, frozen = false) => ({ id, title: id, group, frozen })
const ALL: AsyncWindow = { takes: 'all', until: 100 }
const THREADS: AsyncWindow = { takes: 'threads', until: 100 }

/** Two sessions: Ana is in the second group of the first one, and in the only one of the other. */
function workshopWith(first: object, { current = 'day2', ...more }: { current?: string; isClosed?: true } = {}) {
	const isFirst = current === 'day1'
	const day1 = {
		id: 'day1',
		phases: [],
		phase: null,
		groups: ['g1', 'g2'].map((id) => ({ id, board: id, ...(isFirst ? {} : { seats: id === 'g2' ? ['ana'] : [] }) })),
		boards: [board('g1', 'g1'), board('g2', 'g2'), board('all', null), board('ice', 'g2', true)],
		...first,
	}
	const day2 = { id: 'day2', phases: [], phase: null, groups: [{ id: 'h1', board: 'h1' }], boards: [board('h1', 'h1')] }
	const participants = [{ id: 'ana', group: isFirst ? 'g2' : 'h1' }]
	return { id: 'w', session: current, sessions: [day1, day2], participants, ...more } as unknown as Workshop
}

const identity = (role: string, participant: string | null = null) => ({ workshop: 'w', role, participant }) as Identity
const accessAt = (workshop: Workshop, who = identity('participant', 'ana')) =>
	['g1', 'g2', 'all', 'ice', 'h1']
		.filter((id) => accessTo({ type: 'board', board: id as never }, who, workshop) === 'edit')
		.join(' ')
const ana = 'ana' as never

describe('a session between sessions', () => {
	it('[ASYNC2] lets participants edit the boards that were theirs in it, while another one runs', () => {
		expect(accessAt(workshopWith({}))).toBe('h1')
		expect(accessAt(workshopWith({ asyncWindow: ALL }))).toBe('g2 all h1')
		expect(accessAt(workshopWith({ asyncWindow: ALL }), identity('projector'))).toBe('')
		expect(accessAt(workshopWith({ asyncWindow: ALL }), identity('participant', 'eve'))).toBe('')
	})

	it('[ASYNC2] lets them edit in a phase that takes no edits, with all activities', () => {
		const reading = { phases: [{ id: 'p', kind: 'read', ...PHASE_DEFAULTS.write, may: [] }], phase: 'p' }
		const during = (more: object) => workshopWith({ ...reading, ...more }, { current: 'day1' })
		expect([accessAt(during({})), accessAt(during({ asyncWindow: ALL }))]).toEqual(['', 'g2 all'])
		const activities = (more: object, at = 'g2') => activitiesOf('participant', during(more), at as never)
		expect([activities({}), activities({ asyncWindow: ALL })]).toEqual([[], ACTIVITIES])
		expect(activities({ asyncWindow: ALL }, 'h1')).toEqual([])
	})

	it('[ASYNC2a] opens no frozen board, no board in private writing, and nothing in a closed workshop', () => {
		const frozen = [board('g2', 'g2', true), board('all', null)]
		expect(accessAt(workshopWith({ asyncWindow: ALL, boards: frozen }))).toBe('all h1')
		expect(accessAt(workshopWith({ asyncWindow: ALL }, { isClosed: true }))).toBe('')
		const writing = { phases: [{ id: 'p', kind: 'write', ...PHASE_DEFAULTS.write, isPrivate: true }], phase: 'p' }
		const during = workshopWith({ ...writing, asyncWindow: ALL }, { current: 'day1' })
		expect(accessAt(during)).toBe('')
		expect(mayWritePrivately(during, ana, 'g2' as never)).toBe(true)
		const later = workshopWith({ ...writing, hadPrivateWriting: true, asyncWindow: ALL })
		expect(mayWritePrivately(later, ana, 'g2' as never)).toBe(false)
	})

	it('[ASYNC1] that is open for threads opens no board for edits', () => {
		expect(accessAt(workshopWith({ asyncWindow: THREADS }))).toBe('h1')
	})

	it('[ASYNC5] takes threads on all its boards, frozen or not, but none in private writing', () => {
		const places = ['g1', 'g2', 'all', 'ice', 'h1']
		const threadsAt = (workshop: Workshop, who = identity('participant', 'ana')) =>
			places.filter((id) => mayWriteThreads(workshop, who, id as never)).join(' ')
		expect(threadsAt(workshopWith({}))).toBe('h1')
		for (const asyncWindow of [ALL, THREADS]) {
			expect(threadsAt(workshopWith({ asyncWindow }))).toBe('g1 g2 all ice h1')
			expect(threadsAt(workshopWith({ asyncWindow }), identity('projector'))).toBe('')
			expect(threadsAt(workshopWith({ asyncWindow }, { isClosed: true }))).toBe('')
			const writing = { phases: [{ id: 'p', kind: 'write', ...PHASE_DEFAULTS.write, isPrivate: true }], phase: 'p' }
			expect(threadsAt(workshopWith({ ...writing, asyncWindow }, { current: 'day1' }))).toBe('')
		}
	})

	it('[ASYNC3] has no window once its time has come', () => {
		const workshop = workshopWith({ asyncWindow: ALL })
		expect([firstWindowEnd(workshop), firstWindowEnd(workshopWith({}))]).toEqual([100, null])
		expect(withoutEndedWindows(workshop, 99)).toBe(workshop)
		const [session] = withoutEndedWindows(workshop, 100).sessions as [Session]
		expect(session).toEqual(workshopWith({}).sessions[0])
	})
})

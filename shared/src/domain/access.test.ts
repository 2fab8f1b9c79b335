import { describe, expect, it } from 'vitest'
import {
	accessTo,
	activitiesOf,
	boardRoom,
	type Identity,
	isWritingPrivately,
	keepPrivateWriting,
	mayWritePrivately,
	parseRoomId,
	privateRoom,
	type Room,
	workshopRoom,
} from './access.ts'
import { ACTIVITIES, PHASE_DEFAULTS } from './Phase.ts'
import type { Workshop } from './Workshop.ts'

const board = (id: string, group: string | null, frozen = false) => ({ id, title: id, group, frozen })
const workshop = {
	id: 'w',
	session: 's',
	sessions: [
		{
			id: 's',
			phases: [],
			phase: null,
			groups: [{ id: 'g1', name: '1', board: 'b1' }],
			boards: [board('b1', 'g1'), board('b2', 'g2'), board('all', null), board('ice', 'g1', true)],
		},
	],
	participants: [{ id: 'ana', group: 'g1' }],
} as unknown as Workshop
const identity = (role: string, participant: string | null = null, workshop = 'w') =>
	({ workshop, role, participant }) as Identity
const ana = identity('participant', 'ana')
const access = (room: string, member: Identity) => accessTo(parseRoomId(room) as Room, member, workshop)

describe('accessTo', () => {
	it('[ROOM1] lets a participant edit the group’s and the plenary board, and view the others', () => {
		expect(['b1', 'all', 'b2', 'ice', 'none'].map((id) => access(boardRoom(id as never), ana))).toEqual([
			'edit',
			'edit',
			'view',
			'view',
			'none',
		])
	})
	it('[ROOM1] lets a facilitator edit every board, frozen or not, and a projector only view', () => {
		expect(['b1', 'ice'].map((id) => access(`board:${id}`, identity('facilitator')))).toEqual(['edit', 'edit'])
		expect(['b1', 'all'].map((id) => access(`board:${id}`, identity('projector')))).toEqual(['view', 'view'])
	})
	it('[ROOM2] lets every member view the workshop’s state, and no one write it', () => {
		for (const who of [ana, identity('facilitator'), identity('projector')])
			expect(access(workshopRoom('w' as never), who)).toBe('view')
		expect(access('workshop:other', ana)).toBe('none')
	})
	it('[ROOM3] opens a private room only to its participant', () => {
		const room = privateRoom('b1' as never, 'ana' as never)
		expect(access(room, ana)).toBe('view')
		for (const who of [identity('facilitator'), identity('projector'), identity('participant', 'eve')])
			expect(access(room, who)).toBe('none')
	})
	describe('a private room', () => {
		const [session] = workshop.sessions
		const phases = [
			{ id: 'before', kind: 'link', ...PHASE_DEFAULTS.link },
			{ id: 'private', kind: 'write', isPrivate: true, ...PHASE_DEFAULTS.write },
			{ id: 'after', kind: 'cluster', ...PHASE_DEFAULTS.cluster },
		]
		const at = (phase: string | null, more: object = {}, boardMore = {}) => {
			const boards = session?.boards.map((found) => ({ ...found, ...boardMore }))
			return { ...workshop, sessions: [{ ...session, boards, phases, phase, ...more }] } as unknown as Workshop
		}
		const roomAt = (now: Workshop, room = 'private:b1:ana') => accessTo(parseRoomId(room) as Room, ana, now)
		const withoutPrivate = { phases: [phases[0], phases[2]] }

		it('[ROOM3a] takes no edits in a session without private writing, and before it begins', () => {
			expect([null, 'before', 'private', 'after'].map((phase) => roomAt(at(phase)))).toEqual([
				'view',
				'view',
				'edit',
				'edit',
			])
			expect(roomAt(at('after', withoutPrivate))).toBe('view')
		})
		it('[ROOM3j] takes edits on a frozen board, of another group and in another session', () => {
			const frozen = at('private', {}, { frozen: true })
			expect([roomAt(frozen), roomAt(frozen, 'private:b2:ana')]).toEqual(['edit', 'edit'])
			const later = { id: 'later', phases: [], phase: null, groups: [], boards: [board('b3', 'g1')] }
			const moved = at('private')
			const elsewhere = { ...moved, session: 'later', sessions: [...moved.sessions, later] } as unknown as Workshop
			expect([roomAt(elsewhere), roomAt(elsewhere, 'private:b3:ana')]).toEqual(['edit', 'view'])
		})
		it('[ROOM3j] takes edits after its phase was left backwards or removed', () => {
			const kept = (now: Workshop) => keepPrivateWriting(at('private'), now)
			expect(roomAt(kept(at('before')))).toBe('edit')
			expect(roomAt(keepPrivateWriting(kept(at('before')), kept(at('before', withoutPrivate))))).toBe('edit')
			expect(kept(at('after'))).toEqual(at('after'))
			expect(roomAt(keepPrivateWriting(at('before'), at('after', withoutPrivate)))).toBe('view')
		})
		it('[ROOM3j] takes no edits of a removed participant, nor in a closed workshop', () => {
			const gone = { ...at('private'), participants: [] } as unknown as Workshop
			expect(roomAt(gone)).toBe('none')
			expect(roomAt({ ...at('private'), isClosed: true })).toBe('view')
		})
		it('[ROOM3a] is for writing only while the board is theirs and not frozen', () => {
			const may = (now: Workshop, id = 'b1') => mayWritePrivately(now, 'ana' as never, id as never)
			expect([may(at('private')), may(at('after')), may(at('before'))]).toEqual([true, true, false])
			expect([may(at('private'), 'b2'), may(at('private', {}, { frozen: true }))]).toEqual([false, false])
			expect(may({ ...at('private'), isClosed: true })).toBe(false)
		})
	})

	it('[ROOM3] allows private writing in a private phase, at a participant’s boards, until the cards are revealed', () => {
		const [session] = workshop.sessions
		const phases = [{ id: 'private', kind: 'write', isPrivate: true, ...PHASE_DEFAULTS.write }]
		const boards = [
			board('b1', 'g1'),
			{ ...board('all', null), revealed: 'private' },
			board('b2', 'g2'),
			board('ice', 'g1', true),
		]
		const during = { ...workshop, sessions: [{ ...session, boards, phases, phase: 'private' }] } as unknown as Workshop
		const of = (room: string, who = ana) => accessTo(parseRoomId(room) as Room, who, during)
		expect(['b1', 'all', 'b2'].map((id) => of(`board:${id}`))).toEqual(['view', 'edit', 'view'])
		expect(['b1', 'all', 'b2', 'ice'].map((id) => of(`private:${id}:ana`))).toEqual(['edit', 'edit', 'edit', 'edit'])
		expect(of('board:b1', identity('facilitator'))).toBe('edit')
	})
	it('[ROOM1] makes boards view only for participants in a present or vote phase', () => {
		const phases = Object.entries(PHASE_DEFAULTS).map(([kind, { may }]) => ({ id: kind, kind, may }))
		const [session] = workshop.sessions
		const during = (phase: string | null) => ({ ...workshop, sessions: [{ ...session, phases, phase }] }) as Workshop
		const of = (phase: string | null, who = ana) => accessTo(parseRoomId('board:b1') as Room, who, during(phase))
		expect([null, 'write', 'cluster', 'link', 'vote', 'present'].map((phase) => of(phase))).toEqual([
			'edit',
			'edit',
			'edit',
			'edit',
			'view',
			'view',
		])
		expect(of('present', identity('facilitator'))).toBe('edit')
		expect(accessTo(parseRoomId('board:all') as Room, ana, during('vote'))).toBe('view')
	})
	it('[ROOM1] lets participants edit boards of the current session only', () => {
		const later = { id: 'later', phases: [], phase: null, groups: [], boards: [board('b3', 'g1'), board('all3', null)] }
		const both = { ...workshop, session: 's', sessions: [...workshop.sessions, later] } as unknown as Workshop
		const of = (room: string, session: string) =>
			accessTo(parseRoomId(room) as Room, ana, { ...both, session } as Workshop)
		expect(['board:b1', 'board:b3', 'board:all3'].map((room) => of(room, 's'))).toEqual(['edit', 'view', 'view'])
		expect(['board:b1', 'board:b3', 'board:all3'].map((room) => of(room, 'later'))).toEqual(['view', 'edit', 'edit'])
	})
	it('[ROOM1] denies members of other workshops and removed participants', () => {
		expect(access('board:b1', identity('facilitator', null, 'other'))).toBe('none')
		expect(access('board:all', identity('participant', 'eve'))).toBe('none')
	})
})

describe('parseRoomId', () => {
	it('rejects every name that is not exactly a room', () => {
		for (const name of [
			'',
			'board',
			'board:',
			'board:a:b',
			'private:a',
			'private:a:b:c',
			'room:a',
			'board:../x',
			'board:a b',
			'__proto__:a',
		])
			expect(parseRoomId(name), name).toBeNull()
	})
})

it('[RUN5] limits participants to the activities of the phase, and facilitators to none', () => {
	const [session] = workshop.sessions
	const phases = [{ id: 'sort', kind: 'cluster', may: ['arrange'] }]
	const inPhase = (phase: string | null) => ({ ...workshop, sessions: [{ ...session, phases, phase }] }) as never
	expect(activitiesOf('participant', inPhase('sort'), 'b1' as never)).toEqual(['arrange'])
	expect(activitiesOf('participant', inPhase(null), 'b1' as never)).toEqual(ACTIVITIES)
	expect(activitiesOf('facilitator', inPhase('sort'), 'b1' as never)).toEqual(ACTIVITIES)
})

const boards = [
	{ id: 'own', group: 'g1', frozen: true },
	{ id: 'other', group: 'g2' },
	{ id: 'all', group: null },
]
const phases = [
	{ id: 'private', kind: 'write', isPrivate: true, ...PHASE_DEFAULTS.write },
	{ id: 'open', kind: 'write', isPrivate: false, ...PHASE_DEFAULTS.write },
	{ id: 'viewOnly', kind: 'write', isPrivate: true, ...PHASE_DEFAULTS.write, may: [] },
	{ id: 'vote', kind: 'vote', isPrivate: true, ...PHASE_DEFAULTS.vote },
]

function during(phase: string | null, revealed?: string): Workshop {
	const session = { id: 's', phases, phase, groups: [], boards: boards.map((board) => ({ ...board, revealed })) }
	return { session: 's', sessions: [session], participants: [{ id: 'ana', group: 'g1' }] } as unknown as Workshop
}
const writesPrivatelyAt = (workshop: Workshop, who: string | null = 'ana') =>
	boards.filter(({ id }) => isWritingPrivately(workshop, who as never, id as never)).map(({ id }) => id)

it('[ROOM3] private writing applies to participants at their own and the plenary board, frozen or not', () => {
	expect(writesPrivatelyAt(during('private'))).toEqual(['own', 'all'])
	expect(writesPrivatelyAt(during('private'), null)).toEqual([])
	expect(writesPrivatelyAt(during('private'), 'gone')).toEqual([])
})

it('[ROOM3] private writing applies in a private write phase until its cards are revealed', () => {
	for (const phase of [null, 'open', 'viewOnly', 'vote'])
		expect(writesPrivatelyAt(during(phase)), String(phase)).toEqual([])
	expect(writesPrivatelyAt(during('private', 'private'))).toEqual([])
	expect(writesPrivatelyAt(during('private', 'earlier'))).toEqual(['own', 'all'])
})

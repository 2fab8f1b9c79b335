import type { Participant, ParticipantId, Workshop, WorkshopId } from '@charrette/shared'
import { beforeEach, expect, it } from 'vitest'
import { localStore } from './browserStorage.ts'
import { forgetCredentials, saveCredentials } from './credentials.ts'
import { forgetStoredWorkshop, readStoredWorkshop, storeWorkshop } from './storedWorkshop.ts'

const ANA = { id: 'ana' as ParticipantId, name: 'Ana', city: 'Dakar' } as Participant
const LI = { id: 'li' as ParticipantId, name: '李伟', city: 'Wuhan' } as Participant
const workshop = {
	id: 'w1',
	version: 7,
	title: 'Streets',
	sessions: [{ id: 's1', title: 'Day 1', phases: [], groups: [], boards: [] }],
	session: 's1',
	participants: [ANA, LI],
	removed: [{ ...LI, id: 'old', name: 'Removed Person' }],
	message: { text: 'Lunch at noon', at: 1 },
	gathering: { board: 'b1', at: 1 },
	rounds: [{ id: 'r1' }],
	facilitators: [{ id: 'f1', name: 'Dora' }],
} as unknown as Workshop
const reader = (id = 'w1') => ({ workshop: id as WorkshopId, role: 'participant', participant: ANA.id }) as const
const storedTexts = () => localStore.keys('charrette.workshop.').map((key) => localStore.read(key) ?? '')

beforeEach(() => {
	for (const key of localStore.keys('')) localStore.remove(key)
	for (let count = 1; count <= 12; count++) saveCredentials({ ...reader(`w${count}`), token: 'token' })
})

it('[OFFLINE2] [BLOCK2] the stored copy of a workshop opens its boards and names only the reader', () => {
	storeWorkshop(reader(), workshop)
	const stored = readStoredWorkshop('w1' as WorkshopId, 'participant')
	expect(stored).toMatchObject({ title: 'Streets', sessions: workshop.sessions, participants: [ANA] })
	expect(storedTexts().join()).not.toMatch(/李伟|Removed Person|Lunch|r1|Dora/)
})

it('[OFFLINE2] a change of fields that are not stored writes nothing', () => {
	storeWorkshop(reader(), workshop)
	const before = storedTexts()
	storeWorkshop(reader(), { ...workshop, version: 8, participants: [ANA], message: null })
	expect(storedTexts()).toEqual(before)
})

it('[OFFLINE2] a projector stores nothing, and a forgotten copy is removed', () => {
	storeWorkshop({ ...reader(), role: 'projector', participant: null }, workshop)
	expect(storedTexts()).toEqual([])
	storeWorkshop(reader(), workshop)
	forgetStoredWorkshop('w1', 'participant')
	expect(readStoredWorkshop('w1' as WorkshopId, 'participant')).toBeNull()
})

it('[OFFLINE6a] an open tab does not store a workshop again that this device has forgotten', () => {
	storeWorkshop(reader(), workshop)
	forgetCredentials('w1', 'participant')
	storeWorkshop(reader(), { ...workshop, title: 'Harbour' })
	expect(storedTexts()).toEqual([])
})

it('[OFFLINE2] the ten most recently opened workshops are stored', () => {
	for (let count = 1; count <= 12; count++) {
		storeWorkshop(reader(`w${count}`), workshop)
		// The entries are stored an hour apart.
		const key = `charrette.workshop.w${count}.participant`
		const entry = JSON.parse(localStore.read(key) ?? '{}') as object
		localStore.write(key, JSON.stringify({ ...entry, at: count * 3_600_000 }))
	}
	const isStored = (count: number) => readStoredWorkshop(`w${count}` as WorkshopId, 'participant') !== null
	expect([1, 2, 3, 12].map(isStored)).toEqual([false, false, true, true])
})

it('[OFFLINE2] an entry that is damaged, or of another shape, counts as missing', () => {
	for (const text of ['{', 'null', '{"workshop":{}}']) {
		localStore.write('charrette.workshop.w1.participant', text)
		expect(readStoredWorkshop('w1' as WorkshopId, 'participant')).toBeNull()
	}
})

import type { BoardId, GroupId, JoinCode, Participant, ParticipantId, SessionId, WorkshopId } from '@charrette/shared'
import { upgradeWorkshop } from '@charrette/shared'
import { expect, it } from 'vitest'
import { listPeople } from './listPeople.ts'

const person = (name: string, city: string): Participant => ({
	id: name as ParticipantId,
	name,
	city,
	group: 'g1' as GroupId,
	colour: '#005c93',
	locale: 'en',
})

const present = (name: string, board: string | null) => ({
	participant: name as ParticipantId,
	name,
	city: '',
	role: 'participant' as const,
	colour: '#005c93',
	board: board as BoardId | null,
})

const workshop = upgradeWorkshop({
	id: 'w' as WorkshopId,
	version: 1,
	title: 'W',
	locale: 'en',
	locales: ['en'],
	cities: [],
	joinCode: '7KQM2HXD' as JoinCode,
	createdAt: 0,
	sessions: [
		{
			id: 's' as SessionId,
			title: 'S',
			phases: [],
			groups: [{ id: 'g1' as GroupId, name: 'Group 1', board: 'b1' as BoardId }],
			boards: [
				{ id: 'b1' as BoardId, title: 'Group 1', group: 'g1' as GroupId, frozen: false },
				{ id: 'all' as BoardId, title: 'Plenary', group: null, frozen: false },
			],
		},
	],
	participants: [person('Zoé', 'Dakar'), person('Ana', 'Bogotá'), person('Lin', '广州')],
	spotlight: null,
	gathering: null,
})

it('people who are online come first, then the others, by name', () => {
	const names = listPeople(workshop, [present('Zoé', 'b1')], '').map((row) => row.participant.name)
	expect(names).toEqual(['Zoé', 'Ana', 'Lin'])
})

it('the search matches names and cities, with or without accents', () => {
	expect(listPeople(workshop, [], 'bogota').map((row) => row.participant.name)).toEqual(['Ana'])
	expect(listPeople(workshop, [], 'zoe').map((row) => row.participant.name)).toEqual(['Zoé'])
})

it('a person who views another board than their group’s is listed as visiting it', () => {
	const rows = listPeople(workshop, [present('Zoé', 'b1'), present('Ana', 'all')], '')
	expect(rows.map((row) => row.visiting)).toEqual(['Plenary', null, null])
})

it('people who need help come first of all, and rows have their status', () => {
	const people = [
		present('Ana', 'b1'),
		{ ...present('Zoé', 'b1'), help: true },
		{ ...present('Lin', 'b1'), done: true },
	]
	const rows = listPeople(workshop, people, '')
	expect(rows.map(({ participant, done, help }) => [participant.name, done, help])).toEqual([
		['Zoé', false, true],
		['Ana', false, false],
		['Lin', true, false],
	])
})

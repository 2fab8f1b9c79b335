import {
	type BoardId,
	type GroupId,
	type Locale,
	type Participant,
	type ParticipantId,
	type PersonStatus,
	type Session,
	type SessionId,
	upgradeWorkshop,
	type Workshop,
} from '@charrette/shared'
import { beforeAll, describe, expect, it } from 'vitest'
import { texts as english } from '../../i18n/dashboard/en.ts'
import { texts as chinese } from '../../i18n/dashboard/zh-CN.ts'
import { addTexts } from '../../i18n/texts.ts'
import { findByName } from './SeatDialogs.tsx'
import { searchPeople } from './searchPeople.ts'
import { byUrgency, seatedPeople, tablesOf } from './seatedPeople.ts'
import { seatingCsv } from './seatingCsv.ts'
import { suggestSeats } from './suggestions.ts'

beforeAll(() => {
	addTexts('en', 'dashboard', english)
	addTexts('zh-CN', 'dashboard', chinese)
})

type Drawn = [name: string, city: string, group: string, locale?: Locale, speaks?: Locale[]]

const personOf = ([name, city, group, locale = 'es', speaks]: Drawn): Participant => ({
	id: name as ParticipantId,
	name,
	city,
	group: group as GroupId,
	colour: '#005c93',
	locale,
	...(speaks ? { speaks } : {}),
})

/** A workshop with groups 1, 2 and 11. */
function workshopOf(people: readonly Drawn[], session: Partial<Session> = {}): Workshop {
	const groups = [1, 2, 11].map((n) => ({ id: `g${n}` as GroupId, name: `Group ${n}`, board: `b${n}` as BoardId }))
	const boards = [{ id: 'all' as BoardId, title: 'Plenary', group: null, frozen: false }]
	const stored = { id: 's' as SessionId, title: 'S', phases: [], groups, boards, ...session }
	return upgradeWorkshop({
		id: 'w',
		version: 1,
		title: 'W',
		locale: 'en',
		locales: ['en'],
		cities: [],
		joinCode: '7KQM2HXD',
		createdAt: 0,
		sessions: [stored],
		participants: people.map(personOf),
		spotlight: null,
		gathering: null,
	} as unknown as Parameters<typeof upgradeWorkshop>[0])
}

const present = (name: string, board: string | null, status: Partial<PersonStatus> = {}) => ({
	participant: name as ParticipantId,
	name,
	city: '',
	role: 'participant' as const,
	colour: '#005c93',
	board: board as BoardId | null,
	...status,
})

const hall = workshopOf([
	['Zoé', 'Dakar', 'g1', 'fr'],
	['Ana', 'Bogotá', 'g1'],
	['Lin', '广州', 'g11', 'zh-CN', ['fr']],
	['Ole', 'Oslo', 'g2', 'en'],
	['Eva', 'Lima', 'gone'],
])
const people = seatedPeople(hall, [present('Zoé', 'b1', { help: true }), present('Ana', 'all')], [
	'Zoé',
	'Lin',
] as ParticipantId[])
const find = (typed: string, language = 'en') =>
	searchPeople(people, typed, language).map(({ participant }) => participant.name)

describe('the list of people', () => {
	it('begins with people who need help, then people who are online, by name', () => {
		expect(byUrgency(people).map(({ participant }) => participant.name)).toEqual(['Zoé', 'Ana', 'Eva', 'Lin', 'Ole'])
	})

	it('says which board a person views, if it is not their group’s', () => {
		expect(people.map(({ visiting }) => visiting)).toEqual([null, 'Plenary', null, null, null])
	})
})

describe('tables', () => {
	it('[SEAT1] people without a table come first, then all tables, with the host at the top', () => {
		const hosted = workshopOf([
			['Ana', 'Lima', 'g1'],
			['Zoé', 'Lima', 'g1'],
			['Eva', 'Lima', 'gone'],
		])
		const [session] = hosted.sessions
		const groups = session?.groups.map((group, at) => (at === 0 ? { ...group, host: 'Zoé' as ParticipantId } : group))
		const workshop = { ...hosted, sessions: session && groups ? [{ ...session, groups }] : [] }
		const tables = tablesOf(workshop, seatedPeople(workshop, []))
		expect(
			tables.map(({ group, people: seated }) => [group?.id, seated.map(({ participant }) => participant.name)]),
		).toEqual([
			[undefined, ['Eva']],
			['g1', ['Zoé', 'Ana']],
			['g2', []],
			['g11', []],
		])
	})
})

describe('a search', () => {
	it.each<[string, string[]]>([
		['', ['Zoé', 'Ana', 'Lin', 'Ole', 'Eva']],
		['bogota', ['Ana']],
		['zoe', ['Zoé']],
		['help', ['Zoé']],
		['here', ['Zoé', 'Ana']],
		['without a card', ['Zoé', 'Lin']],
		['no card', ['Zoé', 'Lin']],
		['offline without card', ['Lin']],
		['french', ['Zoé', 'Lin']],
		['español', ['Ana', 'Eva']],
		['without a table', ['Eva']],
		['group 1', ['Zoé', 'Ana']],
		['group 11', ['Lin']],
		['1', ['Zoé', 'Ana']],
		['nobody', []],
	])('[SEAT1] for “%s” finds name, city, group, language and state', (typed, names) => {
		expect(find(typed)).toEqual(names)
	})

	it('[SEAT1] finds the words of the reader’s language', () => {
		expect(find('法语', 'zh-CN')).toEqual(['Zoé', 'Lin'])
		expect(find('尚无卡片 帮助', 'zh-CN')).toEqual(['Zoé'])
		expect(find('广州', 'zh-CN')).toEqual(['Lin'])
	})
})

describe('a table is found', () => {
	const groups = hall.sessions[0]?.groups ?? []
	it.each([
		['group 2', 'g2'],
		['1', 'g1'],
		['11', 'g11'],
		['Group', undefined],
		['', undefined],
	])('[SEAT1] by “%s”', (typed, id) => expect(findByName(groups, typed)?.id).toBe(id))
})

describe('suggestions', () => {
	const kindsOf = (workshop: Workshop) => suggestSeats(workshop).map(({ kind }) => kind)

	it('[SEAT4] seat people without a table in the smallest groups', () => {
		const workshop = workshopOf([
			['Ana', 'Lima', 'g1'],
			['Eva', 'Lima', 'gone'],
			['Ben', 'Lima', 'gone'],
		])
		const [first] = suggestSeats(workshop)
		expect(first?.kind === 'unseated' && [...first.seats]).toEqual([
			['Eva', 'g2'],
			['Ben', 'g11'],
		])
	})

	it('[SEAT4] name latecomers who are still there', () => {
		const latecomers = ['Eva', 'gone'] as ParticipantId[]
		const [first] = suggestSeats(workshopOf([['Eva', 'Lima', 'g1']], { latecomers }))
		expect(first?.kind === 'late' && first.people.map(({ name }) => name)).toEqual(['Eva'])
	})

	it('[SEAT4] move a person who shares no language to the smallest table where somebody does', () => {
		const workshop = workshopOf([
			['Ana', 'Lima', 'g1'],
			['Li', 'Wuhan', 'g1', 'zh-CN'],
			['Wu', 'Wuhan', 'g2', 'zh-CN'],
			['Ole', 'Oslo', 'g2', 'en', ['zh-CN']],
			['Gil', 'Lyon', 'g11', 'fr', ['zh-CN']],
		])
		expect(suggestSeats(workshop)).toMatchObject([{ kind: 'alone', person: { name: 'Li' }, to: { id: 'g11' } }])
	})

	it('[SEAT4] merge people of the same name and city, and not of another city', () => {
		const workshop = workshopOf([
			['Ana Ruiz', 'Lima', 'g1'],
			['ana  ruíz', 'LIMA', 'g2'],
			['Ana Ruiz ', 'Oslo', 'g2'],
		])
		expect(suggestSeats(workshop)).toMatchObject([
			{ kind: 'same', person: { name: 'ana  ruíz' }, other: { name: 'Ana Ruiz' } },
		])
	})

	it('[SEAT4] use one spelling of a city: the suggested one, else the most frequent one', () => {
		const drawn: Drawn[] = [
			['Ana', 'Bogota', 'g1'],
			['Eva', 'Bogota', 'g1'],
			['Ole', 'Bogotá', 'g2'],
		]
		const workshop = workshopOf(drawn)
		expect(suggestSeats(workshop)).toMatchObject([{ kind: 'spelling', from: 'Bogotá', to: 'Bogota' }])
		const known = { ...workshop, cities: [{ name: 'Bogotá' }] }
		expect(suggestSeats(known)).toMatchObject([
			{ from: 'Bogota', to: 'Bogotá', people: [{ name: 'Ana' }, { name: 'Eva' }] },
		])
		expect(
			kindsOf(
				workshopOf([
					['Ana', 'bogotá', 'g1'],
					['Ole', 'Bogotá', 'g2'],
				]),
			),
		).toEqual([])
	})
})

it('[SEAT6] the CSV has a row for each person, and runs no formula', () => {
	const workshop = workshopOf([
		['=SUM(A1)', 'Bogotá', 'g1'],
		['Lin', '广州', 'g2', 'zh-CN', ['fr']],
	])
	expect(seatingCsv(tablesOf(workshop, seatedPeople(workshop, [])), 'en').split('\r\n')).toEqual([
		'\uFEFFTable,Name,City,Speaks,host',
		"Group 1,'=SUM(A1),Bogotá,Spanish,",
		'Group 2,Lin,广州,"Chinese, French",',
		'',
	])
})

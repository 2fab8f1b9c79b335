import type { Board, BoardId, GroupId } from '@charrette/shared'
import { expect, it } from 'vitest'
import { chosenBoards, readTableView } from '../tables/tableView.ts'
import { orderBoards } from './tileOrder.ts'

const boardOf = (id: string, group: string | null = id): Board => ({
	id: id as BoardId,
	title: id,
	group: group as GroupId | null,
	frozen: false,
})
const boards = [boardOf('a'), boardOf('b'), boardOf('c'), boardOf('d'), boardOf('plenary', null)]
const facts = {
	helpAt: ({ id }: Board) => ({ b: 1, d: 2 })[id as string] ?? 0,
	touchedAt: (id: BoardId) => ({ a: 30, b: 10, d: 20, plenary: 1 })[id as string] ?? null,
}
const inOrder = (order: Parameters<typeof orderBoards>[1]) => orderBoards(boards, order, facts).map(({ id }) => id)

it('[TILE1] boards are in the order of the groups', () => {
	expect(inOrder('number')).toEqual(['a', 'b', 'c', 'd', 'plenary'])
})

it('[TILE1] boards whose people need help come first', () => {
	expect(inOrder('help')).toEqual(['d', 'b', 'a', 'c', 'plenary'])
})

it('[TILE1] the quietest boards come first, empty ones before all, and the plenary last', () => {
	expect(inOrder('quiet')).toEqual(['c', 'b', 'd', 'a', 'plenary'])
})

it('[TILE1] a device remembers its tables; without any of them, all are shown', () => {
	const view = readTableView(JSON.stringify({ order: 'help', tables: ['b', 'gone'], me: 'ana', showsAll: true }))
	expect(view).toEqual({ order: 'help', tables: ['b', 'gone'], me: 'ana', showsAll: true })
	expect(chosenBoards(boards, view, null).map(({ id }) => id)).toEqual(['b'])
	expect(chosenBoards(boards, { tables: ['gone' as BoardId] }, null)).toEqual(boards)
	for (const stored of [null, 'no JSON', 'null', '7', '{"order":"loud","tables":[],"me":1,"showsAll":"yes"}'])
		expect(readTableView(stored)).toEqual({ order: 'number', tables: null, me: null, showsAll: false })
})

it('[BLOCK4] the own tables are shown with the plenary, unless the device has chosen others', () => {
	const own = new Set(['b', 'c'] as GroupId[])
	const idsOf = (tables: string[] | null) =>
		chosenBoards(boards, { tables: tables as BoardId[] | null }, own).map(({ id }) => id)
	expect(idsOf(null)).toEqual(['b', 'c', 'plenary'])
	expect(idsOf(['a', 'b'])).toEqual(['a', 'b'])
	expect(idsOf(['gone'])).toEqual(['b', 'c', 'plenary'])
})

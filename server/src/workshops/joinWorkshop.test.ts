import type { BoardId, GroupId, ParticipantId, SessionId, Workshop, WorkshopId } from '@charrette/shared'
import { completeWorkshop, createJoinCode } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { chooseGroup, PARTICIPANT_COLOURS } from './joinWorkshop.ts'

/** A workshop with three groups, in which these people are: `['a', 'Lima']` is somebody from Lima in group a. */
function workshopWith(people: [group: string, city: string][]): Workshop {
	const groups = ['a', 'b', 'c'].map((id) => ({ id: id as GroupId, name: id, board: id as BoardId }))
	const participants = people.map(([group, city], index) => ({
		id: `p${index}` as ParticipantId,
		name: 'X',
		city,
		group: group as GroupId,
		colour: '#000000',
		locale: 'en' as const,
	}))
	const sessions = [{ id: 's' as SessionId, title: 'S', phases: [], groups, boards: [] }]
	const rest = { version: 1, title: 'W', locale: 'en', locales: [], cities: [], createdAt: 0 } as const
	const id = 'w' as WorkshopId
	const joinCode = createJoinCode()
	const stored = { ...rest, id, joinCode, sessions, participants, spotlight: null, gathering: null }
	return completeWorkshop({ ...stored, locales: [], cities: [] })
}

describe('the group of somebody who joins', () => {
	it('is the first while all are empty', () => {
		expect(chooseGroup(workshopWith([]), 'Lima').id).toBe('a')
	})

	it('is the smallest, even if people of the same city are in it', () => {
		const workshop = workshopWith([
			['a', 'Oslo'],
			['a', 'Oslo'],
			['b', 'Lima'],
			['c', 'Oslo'],
			['c', 'Rome'],
		])
		expect(chooseGroup(workshop, 'Lima').id).toBe('b')
	})

	it('is, of several that are as small, the one with fewest people of the same city, however it is written', () => {
		const workshop = workshopWith([
			['a', 'Bogotá'],
			['b', 'Bogota\u0301'],
			['c', 'Lima'],
		])
		expect(chooseGroup(workshop, 'BOGOTÁ').id).toBe('c')
	})
})

describe("participants' colours", () => {
	it.each(PARTICIPANT_COLOURS)('%s can be read under white text', (colour) => {
		expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(4.5)
	})
})

/** WCAG's relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
	})
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

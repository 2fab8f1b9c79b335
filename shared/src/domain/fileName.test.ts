import { describe, expect, it } from 'vitest'
import { archiveFolders, fileName } from './fileName.ts'
import type { Session } from './Workshop.ts'

const at = new Date(2025, 10, 24, 12).getTime()
const nameOf = (workshop: string, title: string) => fileName({ workshop, title, at }, 'png')

describe('fileName', () => {
	it.each([
		['Villes: 城市/2025', 'Groupe 1', 'Villes 城市 2025 - Groupe 1 - 2025-11-24.png'],
		['../../etc\\passwd\0', '..', 'etc passwd - _ - 2025-11-24.png'],
		['CON', ' x. ', 'CON_ - x - 2025-11-24.png'],
		['a\u202Egpj', 'b\r\nc', 'a gpj - b c - 2025-11-24.png'],
	])('turns the titles %j and %j into a name that every file system accepts', (workshop, title, expected) => {
		expect(nameOf(workshop, title)).toBe(expected)
	})

	it('has the title only once in the name of a file of the whole workshop', () => {
		expect(nameOf('Streets', 'Streets')).toBe('Streets - 2025-11-24.png')
	})

	it('uses the day in the given time zone', () => {
		const midnight = Date.UTC(2025, 10, 24, 23)
		const dayIn = (zone: string) => fileName({ workshop: 'a', title: 'b', at: midnight, zone }, 'png').slice(8, -4)
		expect(['Asia/Shanghai', 'UTC', 'America/Bogota'].map(dayIn)).toEqual(['2025-11-25', '2025-11-24', '2025-11-24'])
	})

	it('fits into 255 bytes, for titles of any length', () => {
		const name = nameOf('城'.repeat(120), '🏙'.repeat(60))
		expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255)
	})
})

const session = (title: string, boards: string[]) =>
	({ title, boards: boards.map((name, at) => ({ id: `${title}${at}`, title: name })) }) as unknown as Session

it('[PACK1] every board gets its own folder, for any titles', () => {
	const folders = archiveFolders([session('Day', ['Red', 'Red', '../..', '第一组', 'a/b', ''])])
	expect([...folders.values()]).toEqual(['01 Red', '02 Red', '03 _', '04 第一组', '05 a b', '06 _'])
})

it('[PACK1] several sessions have a folder each', () => {
	const folders = archiveFolders([session('Morning', ['Red']), session('Morning', ['Red'])])
	expect(folders.size).toBe(1)
	expect([...archiveFolders([session('A', ['Red']), session('B', ['Red'])]).values()]).toEqual([
		'01 A/01 Red',
		'02 B/01 Red',
	])
})

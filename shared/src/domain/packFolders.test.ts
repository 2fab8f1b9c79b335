import { expect, it } from 'vitest'
import { packFolders } from './packFolders.ts'
import type { Session } from './Workshop.ts'

const session = (title: string, boards: string[]) =>
	({ title, boards: boards.map((name, at) => ({ id: `${title}${at}`, title: name })) }) as unknown as Session

it('[PACK1] every board has a folder of its own, whatever it is called', () => {
	const folders = packFolders([session('Day', ['Red', 'Red', '../..', '第一组', 'a/b', ''])])
	expect([...folders.values()]).toEqual(['01 Red', '02 Red', '03 _', '04 第一组', '05 a b', '06 _'])
})

it('[PACK1] of several sessions each has a folder', () => {
	const folders = packFolders([session('Morning', ['Red']), session('Morning', ['Red'])])
	expect(folders.size).toBe(1)
	expect([...packFolders([session('A', ['Red']), session('B', ['Red'])]).values()]).toEqual([
		'01 A/01 Red',
		'02 B/01 Red',
	])
})

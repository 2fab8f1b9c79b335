import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BoardId, ParticipantId, RoundId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import Database from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { openSqliteBallotStore } from '../dist/adapters/sqlite/SqliteBallotStore.js'
import { openSqliteResultStore } from '../dist/adapters/sqlite/SqliteResultStore.js'
import { openSqliteWorkshopStore } from '../dist/adapters/sqlite/SqliteWorkshopStore.js'
import { ballotStoreContract } from './contracts/ballotStoreContract.ts'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { makeDataDir } from './support/startServer.ts'

const folder = makeDataDir()
const file = join(folder, 'charrette.db')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

ballotStoreContract('SQLite', () => ({
	workshops: openSqliteWorkshopStore(file),
	ballots: openSqliteBallotStore(file),
	results: openSqliteResultStore(file),
}))

it('[VOTE2] the tables themselves take no dot over the budget, over a card’s limit, twice, or after the end', async () => {
	const workshops = openSqliteWorkshopStore(file)
	const ballots = openSqliteBallotStore(file)
	const workshop = emptyWorkshop()
	await workshops.create(workshop)
	const round = createId<RoundId>()
	await ballots.open({ id: round, workshop: workshop.id, budget: 2, perCard: 1 })
	const voter = 'ana' as ParticipantId
	await ballots.cast(round, { voter, board: 'b' as BoardId, card: 'x', count: 1 })
	const db = new Database(file)
	const give = (number: number, card: string, slot: number) => () =>
		db.prepare('INSERT INTO dot VALUES (?, ?, ?, ?, ?, ?)').run(round, voter, number, 'b', card, slot)
	expect(give(3, 'y', 1)).toThrow('more than the budget')
	expect(give(0, 'y', 1)).toThrow('CHECK')
	expect(give(1, 'y', 1)).toThrow('UNIQUE')
	expect(give(2, 'x', 1)).toThrow('UNIQUE')
	expect(give(2, 'x', 2)).toThrow('more than a card may have')
	expect(() => db.prepare('UPDATE dot SET voter = ? WHERE round = ?').run('eve', round)).toThrow('never changes')
	await ballots.end(round)
	expect(() => db.prepare('UPDATE vote_round SET is_open = 1 WHERE id = ?').run(round)).toThrow('has ended')
	expect(give(2, 'y', 1)).toThrow('not open')
	expect(() => db.prepare('DELETE FROM dot WHERE round = ?').run(round)).toThrow('not open')
	db.pragma('foreign_keys = ON')
	db.prepare('DELETE FROM workshop WHERE id = ?').run(workshop.id)
	expect(await ballots.read(round)).toEqual([])
	db.close()
	await ballots.close()
	await workshops.close()
})

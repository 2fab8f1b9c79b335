import { type BoardId, createId, type ParticipantId, type PracticeId, type RoundId } from '@charrette/shared'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPostgresDatabase } from '../dist/adapters/postgres/PostgresDatabase.js'
import { scoredTexts } from '../dist/adapters/postgres/termSearch.js'
import { StorageError } from '../dist/ports/StorageError.js'
import { indexPractice } from '../dist/search/indexPractice.js'
import { storeContracts } from './contracts/storeContracts.ts'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { query } from './support/postgresProcess.ts'
import { practiceCorpus } from './support/practiceCorpus.ts'
import { openPostgres } from './support/stores.ts'

describeWithPostgres('stores on PostgreSQL', () => {
	let url: string
	beforeAll(async () => {
		url = await createDatabase()
	})
	storeContracts('PostgreSQL', (rules) => openPostgres(url, rules))

	describe('PostgreSQL', () => {
		it('[VOTE2] the schema itself rejects dots over the budget, over a card’s limit, repeated, or after the end', async () => {
			const { workshops, ballots } = await openPostgres(url)
			const workshop = emptyWorkshop()
			await workshops.create(workshop)
			const round = createId<RoundId>()
			await ballots.open({ id: round, workshop: workshop.id, budget: 2, perCard: 1 })
			await ballots.cast(round, { voter: 'ana' as ParticipantId, board: 'b' as BoardId, card: 'x', count: 1 })
			const insertDot = (number: number, card: string, slot: number) =>
				query(url, 'INSERT INTO dot VALUES ($1, $2, $3, $4, $5, $6)', [round, 'ana', number, 'b', card, slot])
			await expect(insertDot(3, 'y', 1)).rejects.toThrow('more than the budget')
			await expect(insertDot(0, 'y', 1)).rejects.toThrow('check constraint')
			await expect(insertDot(1, 'y', 1)).rejects.toThrow('unique')
			await expect(insertDot(2, 'x', 1)).rejects.toThrow('unique')
			await expect(insertDot(2, 'x', 2)).rejects.toThrow('more than a card may have')
			const changed = query(url, 'UPDATE dot SET voter = $1 WHERE round = $2', ['eve', round])
			await expect(changed).rejects.toThrow('never changes')
			await ballots.end(round)
			const opened = query(url, 'UPDATE vote_round SET is_open = 1 WHERE id = $1', [round])
			await expect(opened).rejects.toThrow('has ended')
			await expect(insertDot(2, 'y', 1)).rejects.toThrow('not open')
			await expect(query(url, 'DELETE FROM dot WHERE round = $1', [round])).rejects.toThrow('not open')
			await query(url, 'DELETE FROM workshop WHERE id = $1', [workshop.id])
			expect(await ballots.read(round)).toEqual([])
			await ballots.close()
		})

		it('stores a text with NUL, which PostgreSQL does not support, also in JSON', async () => {
			const { workshops, shares, close } = await openPostgres(url)
			const workshop = { ...emptyWorkshop(), title: 'a\0b\ud800' }
			await workshops.create(workshop)
			expect((await workshops.byId(workshop.id))?.title).toBe(workshop.title)
			const share = { workshop: workshop.id, authors: null, createdAt: 1, until: 2, revokedAt: null, embeddedIn: null }
			await shares.add({ ...share, id: createId(), title: 'a\0b' }, 'page')
			expect((await shares.list(workshop.id)).map(({ title }) => title)).toEqual(['a\ufffdb'])
			await close()
		})

		it('[EXCH5] no word of a practice remains in the index after it leaves the list', async () => {
			const { practices, close } = await openPostgres(url)
			const [made] = practiceCorpus(7, { practices: 1, questions: 0 }).listed
			if (!made) throw new Error('the corpus is empty')
			const texts = { en: { at: 1, texts: { title: 'Zeppelin moorings' } } }
			const practice = { ...made.practice, id: createId<PracticeId>(), original: 'en' as const, texts }
			const words = async () => {
				const rows = await query<{ word: string }>(url, 'SELECT word FROM practice_word ORDER BY word')
				return rows.map(({ word }) => word).filter((word) => /zeppelin|mooring/.test(word))
			}
			await practices.publish({ ...made, practice }, indexPractice(practice))
			expect(await words()).toEqual(['moorings', 'zeppelin'])
			const renamed = {
				...practice,
				version: practice.version + 1,
				texts: { en: { at: 2, texts: { title: 'Zeppelin' } } },
			}
			await practices.publish({ ...made, practice: renamed }, indexPractice(renamed))
			expect(await words()).toEqual(['zeppelin'])
			await practices.withdraw([practice.id])
			expect(await words()).toEqual([])
			expect(await query(url, `SELECT term FROM practice_term WHERE term LIKE '%zeppelin%'`)).toEqual([])
			await close()
		})

		it('uses the index for each term of a search, also before the database has statistics of its tables', async () => {
			const filled = await createDatabase()
			const { db, close } = await openPostgresDatabase(filled)
			for (const statement of [
				`INSERT INTO listed_practice (id, version, visibility, at) VALUES ('p', 1, 'public', 1)`,
				`INSERT INTO practice_text (practice, locale, length) SELECT 'p', n, 30 FROM generate_series(1, 2000) AS n`,
				`INSERT INTO practice_term (term, text, weight)
					SELECT 'word' || (id + n * n) % 3000, id, 1 FROM practice_text, generate_series(1, 30) AS n ON CONFLICT DO NOTHING`,
			])
				await query(filled, statement)
			const words = Array.from({ length: 6 }, (_, number) => `word${number}`)
			const groups = words.map((word) => ({
				word,
				terms: [word, `_${word}`],
				phrases: [],
				isPrefix: false,
				isCorrectable: true,
				isOptional: false,
				start: 0,
				end: 0,
			}))
			const tables = { terms: 'practice_term', texts: 'practice_text', text: 'text' } as const
			const plan = await sql<
				Record<string, string>
			>`EXPLAIN WITH ${scoredTexts(tables, groups)} SELECT * FROM scored`.execute(db)
			const steps = plan.rows.map((row) => row['QUERY PLAN'] ?? '').join('\n')
			expect(steps).toMatch(/Scan (using|on) practice_term_pkey/)
			expect(steps).not.toContain('Seq Scan on practice_term')
			await close()
		})

		it('completes pending calls when it is closed, also those that wait for a connection, and rejects later calls', async () => {
			const { workshops, close } = await openPostgres(url, undefined, { maxConnections: 2 })
			const made = Array.from({ length: 30 }, emptyWorkshop)
			const creating = Promise.all(made.map((workshop) => workshops.create(workshop)))
			await close()
			await creating
			await expect(workshops.byId(createId())).rejects.toThrow(StorageError)
			const again = await openPostgres(url)
			for (const { id } of made) expect(await again.workshops.byId(id)).not.toBeNull()
			await again.close()
		})
	})
})

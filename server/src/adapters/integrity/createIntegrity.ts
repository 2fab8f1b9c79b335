import type { BoardId, PracticeId } from '@charrette/shared'
import type { CardIndex } from '../../ports/CardIndex.ts'
import type { CheckedArea, Finding, Integrity } from '../../ports/Integrity.ts'
import type { PracticeStore } from '../../ports/PracticeStore.ts'
import { indexPractices } from '../../search/indexPractice.ts'
import type { SqlDatabase } from '../sql/SqlDatabase.ts'
import { checkLogs } from './checkLogs.ts'
import { checkPractices, checkShares, checkVotes } from './checkRecords.ts'
import { checkSnapshots } from './checkSnapshots.ts'
import { checkWorkshops, type KnownRecords } from './checkWorkshops.ts'

/** Checks that differ between the two databases. */
export interface OwnChecks {
	/** Checks the files, indexes and references of the database. */
	checkDatabase(): AsyncIterable<Finding>
	/** Checks that the search indexes contain all practices and cards that are listed. */
	checkSearch(indexing: Indexing): AsyncIterable<Finding>
}

/** The stores that can index a practice or a board again. */
export interface Indexing {
	practices: Pick<PracticeStore, 'listed' | 'signed' | 'publish'>
	cardIndex: Pick<CardIndex, 'remove'>
}

/** The finding for a listed practice with texts that are missing from the search index. */
export function missingPractice(id: string, { practices }: Indexing): Finding {
	const practice = id as PracticeId
	return {
		area: 'search',
		subject: id,
		text: 'texts of this practice are missing from the search index',
		repair: {
			text: 'index it again',
			async run() {
				const listed = await practices.listed(practice)
				if (listed)
					await practices.publish(
						listed,
						indexPractices([listed.practice])[0] ?? [],
						(await practices.signed(practice)) ?? undefined,
					)
			},
		},
	}
}

/** The finding for a board with cards that are missing from the search index. */
export function missingBoard(id: string, { cardIndex }: Indexing): Finding {
	return {
		area: 'search',
		subject: id,
		text: 'cards of this board are missing from the search index',
		repair: { text: 'index it again when it is searched', run: () => cardIndex.remove([id as BoardId]) },
	}
}

/**
 * Creates the checks of a database. An area that cannot be read at all is reported as one finding,
 * and the checks go on with the next area.
 */
export function createIntegrity(
	database: SqlDatabase,
	{ checkDatabase, checkSearch }: OwnChecks,
	indexing: Indexing,
): Integrity {
	return {
		async *findings() {
			const known: KnownRecords = { documents: new Set(), rounds: new Set(), isComplete: true }
			const isKnown = (document: string) => !known.isComplete || known.documents.has(document)
			yield* inArea('database', checkDatabase())
			yield* inArea('workshops', checkWorkshops(database, known))
			yield* inArea('logs', checkLogs(database, isKnown))
			yield* inArea('snapshots', checkSnapshots(database, isKnown))
			yield* inArea('votes', checkVotes(database, known))
			yield* inArea('shares', checkShares(database))
			yield* inArea('practices', checkPractices(database, known))
			yield* inArea('search', checkSearch(indexing))
		},
	}
}

async function* inArea(area: CheckedArea, found: AsyncIterable<Finding>): AsyncGenerator<Finding> {
	try {
		yield* found
	} catch (cause) {
		const reason = cause instanceof Error ? (cause.cause instanceof Error ? cause.cause : cause).message : String(cause)
		yield { area, subject: 'all', text: `could not be read to the end: ${reason}. Restore a backup.` }
	}
}

import { type ComparedTable, compareSides, pagesOf } from './compareSides.ts'
import { MOVED_TABLES } from './MovedTable.ts'
import type { MoveSide, MoveTarget } from './MoveSide.ts'

/** What was moved, after both storages were compared. */
export interface MovedData {
	source: string
	target: string
	/** Whether an earlier move had begun it. */
	wasResumed: boolean
	tables: ComparedTable[]
}

/**
 * Copies everything that a server stores into an empty storage, or continues a copy that was
 * interrupted, and compares the two. The source stays as it is. Throws a `StartError` if they
 * differ; the target then stays unusable for a server.
 */
export async function moveData(source: MoveSide, target: MoveTarget): Promise<MovedData> {
	let wasResumed = false
	const ended: string[] = []
	for (const table of MOVED_TABLES) {
		const arrived = await target.arrived(table)
		wasResumed ||= arrived !== null
		// Only open rounds take dots.
		for await (const page of pagesOf(source, table, arrived))
			await target.write(table, table.name === 'vote_round' ? page.map((round) => ({ ...round, is_open: 1 })) : page)
		if (table.name === 'vote_round')
			for await (const page of pagesOf(source, table))
				ended.push(...page.filter(({ is_open }) => is_open === 0).map(({ id }) => String(id)))
	}
	await target.endRounds(ended)
	const present = new Set(await target.imageIds())
	for (const id of await source.imageIds()) {
		if (present.has(id)) continue
		const image = await source.image(id)
		if (image) await target.putImage(image)
	}
	const key = await source.signingKey()
	if (key) await target.putSigningKey(key)
	await target.continueFrom(await source.logEnd())
	const tables = await compareSides(source, target)
	const listed = MOVED_TABLES.find(({ name }) => name === 'listed_practice')
	if (listed)
		for await (const page of pagesOf(source, listed)) await target.indexPractices(page.map(({ id }) => String(id)))
	await target.finish()
	return { source: source.name, target: target.name, wasResumed, tables }
}

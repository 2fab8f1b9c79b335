import { createHash, type Hash } from 'node:crypto'
import { StartError } from '../errors.ts'
import { MOVED_TABLES, type MovedRow, type MovedTable, type MovedValue } from './MovedTable.ts'
import type { MovedImage, MoveSide } from './MoveSide.ts'

/** A table, or the images, as they are in both storages. */
export interface ComparedTable {
	table: string
	rows: number
	/** The number of rooms, workshops … compared one by one, and the column of their ids. */
	groups: { by: string; count: number } | null
	/** SHA-256 of all its rows, in hexadecimal. */
	hash: string
}

/**
 * Reads all rows and images of both storages and compares their hashes, by room and table. Throws a
 * `StartError` that names what differs.
 */
export async function compareSides(source: MoveSide, target: MoveSide): Promise<ComparedTable[]> {
	const compared: ComparedTable[] = []
	for (const table of MOVED_TABLES) {
		const [there, here] = await Promise.all([hashTable(source, table), hashTable(target, table)])
		compared.push(requireEqual(table.name, there, here, table.group))
	}
	const [there, here] = await Promise.all([hashImages(source), hashImages(target)])
	return [...compared, requireEqual('images', there, here, 'image')]
}

interface Hashed {
	rows: number
	/** Hashes by room, workshop …; one with the name '' for a table without groups. */
	groups: Map<string, string>
}

function requireEqual(table: string, source: Hashed, target: Hashed, group: string | undefined): ComparedTable {
	for (const [name, hash] of source.groups) {
		if (target.groups.get(name) === hash) continue
		const where = group ? ` of ${group} ${name}` : ''
		throw new StartError(
			`The rows${where} in ${table} differ: something changed while they were moved. Empty the target and move again.`,
		)
	}
	if (target.groups.size !== source.groups.size)
		throw new StartError(`The target has rows in ${table} that the source has not. Empty the target and move again.`)
	const whole = createHash('sha256')
	for (const name of [...source.groups.keys()].sort()) whole.update(`${name}\0${source.groups.get(name)}\n`)
	return {
		table,
		rows: source.rows,
		groups: group ? { by: group, count: source.groups.size } : null,
		hash: whole.digest('hex'),
	}
}

async function hashTable(side: MoveSide, table: MovedTable): Promise<Hashed> {
	const hashes = new Map<string, Hash>()
	let rows = 0
	for await (const page of pagesOf(side, table)) {
		rows += page.length
		for (const row of page) {
			const group = table.group ? String(row[table.group]) : ''
			const hash = hashes.get(group) ?? createHash('sha256')
			hashes.set(group, hash)
			for (const column of table.columns) addValue(hash, row[column] ?? null)
		}
	}
	return { rows, groups: new Map([...hashes].map(([group, hash]) => [group, hash.digest('hex')])) }
}

async function hashImages(side: MoveSide): Promise<Hashed> {
	const groups = new Map<string, string>()
	for (const id of await side.imageIds()) {
		const image = await side.image(id)
		if (image) groups.set(id, hashImage(image))
	}
	return { rows: groups.size, groups }
}

function hashImage({ type, usedAt, isAside, files }: MovedImage): string {
	const hash = createHash('sha256')
	for (const value of [type, usedAt, Number(isAside)]) addValue(hash, value)
	for (const { width, bytes } of files) {
		addValue(hash, width)
		addValue(hash, bytes)
	}
	return hash.digest('hex')
}

/** Adds a value with its type and length, so that no two rows have the same bytes. */
function addValue(hash: Hash, value: MovedValue): void {
	const kind = value === null ? 'z' : typeof value === 'string' ? 's' : typeof value === 'number' ? 'n' : 'b'
	const bytes = value instanceof Buffer ? value : Buffer.from(value === null ? '' : String(value))
	hash.update(`${kind}${bytes.length}:`)
	hash.update(bytes)
}

/** Yields all rows of a table after this one, page by page. */
export async function* pagesOf(
	side: MoveSide,
	table: MovedTable,
	after: MovedRow | null = null,
): AsyncGenerator<MovedRow[]> {
	for (let last = after; ; ) {
		const page = await side.read(table, last)
		if (page.length === 0) return
		yield page
		last = page.at(-1) ?? null
	}
}

import { cp, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { messageOf, StartError } from '../errors.ts'
import { nullIfMissing } from '../files.ts'
import type { Config } from '../start/config.ts'
import { type MovedData, moveData } from './moveData.ts'
import { openPostgresSource, openPostgresTarget } from './postgresSide.ts'
import { openSqliteSource, openSqliteTarget } from './sqliteSide.ts'

const ADDRESS = /^postgres(ql)?:\/\//
/** The folder of added languages, which are files with both databases. */
const LANGUAGES = 'languages'

/**
 * Moves all data of the server with these settings to the other kind of database: to this address
 * of PostgreSQL, or into this folder. Throws a `StartError`.
 */
export async function move(
	{ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>,
	wanted: string,
): Promise<MovedData> {
	const isAddress = ADDRESS.test(wanted)
	if (isAddress === (databaseUrl !== null))
		throw new StartError(
			isAddress
				? 'The data is in PostgreSQL already (DATABASE_URL). Unset it to move a data folder, or name a folder.'
				: 'The data is in a folder already (DATA_DIR). Name a PostgreSQL database, or set DATABASE_URL to move one into a folder.',
		)
	const source = await (databaseUrl === null ? openSqliteSource(dataDir) : openPostgresSource(databaseUrl))
	try {
		const target = await (isAddress ? openPostgresTarget(wanted) : openSqliteTarget(resolve(wanted)))
		try {
			if (!isAddress) await copyLanguages(dataDir, resolve(wanted))
			return await moveData(source, target)
		} catch (cause) {
			if (cause instanceof StartError) throw cause
			throw new StartError(`The move was interrupted: ${messageOf(cause)}. Run it again: it continues.`, { cause })
		} finally {
			await target.close()
		}
	} finally {
		await source.close()
	}
}

async function copyLanguages(from: string, to: string): Promise<void> {
	const source = join(from, LANGUAGES)
	if (resolve(from) !== to && (await nullIfMissing(stat(source))))
		await cp(source, join(to, LANGUAGES), { recursive: true })
}

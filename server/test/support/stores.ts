/* Opens stores by database: all of SQLite or PostgreSQL, or single ones of SQLite. */
import { existsSync } from 'node:fs'
import type { Logger } from 'pino'
import { openPostgresStores } from '../../dist/adapters/postgres/openPostgresStores.js'
import type { TokenRules } from '../../dist/adapters/sql/SqlTokenStore.js'
import { createSqliteStores } from '../../dist/adapters/sqlite/createSqliteStores.js'
import { openSqliteDatabase } from '../../dist/adapters/sqlite/SqliteDatabase.js'
import { createMigratedFile } from './migratedDatabase.ts'

const MONTH_MS = 30 * 24 * 60 * 60 * 1000
const RULES: TokenRules = { participantMs: MONTH_MS }

/** Opens all stores in a SQLite file, which may be new, with threads of their own. */
export async function openSqlite(file: string, rules = RULES) {
	if (!existsSync(file)) await createMigratedFile(file)
	return createSqliteStores(await openSqliteDatabase(file), rules)
}

/** Opens all stores in a PostgreSQL database, with connections of their own. */
export function openPostgres(url: string, rules = RULES, more: { log?: Logger; maxConnections?: number } = {}) {
	return openPostgresStores(url, { ...rules, ...more })
}

export const openSqliteBallotStore = async (file: string) => (await openSqlite(file)).ballots
export const openSqliteResultStore = async (file: string) => (await openSqlite(file)).results
export const openSqliteDocStore = async (file: string) => (await openSqlite(file)).docStore
export const openSqliteShareStore = async (file: string) => (await openSqlite(file)).shares
export const openSqliteSnapshotStore = async (file: string) => (await openSqlite(file)).snapshots
export const openSqliteWorkshopStore = async (file: string) => (await openSqlite(file)).workshops
export const openSqliteTokenStore = async (file: string) => (await openSqlite(file)).tokens

import type BetterSqlite from 'better-sqlite3'

/** The first Node-API that release 13 can be loaded by: Node 22.14 has it, Node 20 never gets it. */
const NODE_API_OF_13 = 10

/**
 * The class of better-sqlite3 that works on this Node. Release 12 aborts the process on Node 24.19 and later, when a statement is
 * collected as garbage or its thread ends; release 13 does not run on Node 20.
 */
export const Sqlite: typeof BetterSqlite =
	Number(process.versions['napi']) >= NODE_API_OF_13
		? (await import('better-sqlite3-13')).default
		: (await import('better-sqlite3')).default

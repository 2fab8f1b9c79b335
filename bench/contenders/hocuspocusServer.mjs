import { createRequire } from 'node:module'
import { DatabaseSync } from 'node:sqlite'
import { CONTENDERS_DIR } from './paths.mjs'

/*
 * hocuspocus, started as its documentation describes. With a port of Redis, several servers share
 * their documents through it; with a file, documents are stored in SQLite. Its own SQLite extension
 * is the database extension with these two statements on better-sqlite3, which would have to be
 * compiled for Node 22. Here they run on Node's own SQLite, with the same defaults (rollback
 * journal, synchronous=FULL).
 */
const require = createRequire(`${CONTENDERS_DIR}/package.json`)
const { Server } = require('@hocuspocus/server')
const { Database } = require('@hocuspocus/extension-database')
const { Redis } = require('@hocuspocus/extension-redis')
const [port, flushDelay, file, redisPort] = process.argv.slice(2)

function keepIn(path) {
	const db = new DatabaseSync(path)
	db.exec('CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))')
	const select = db.prepare('SELECT data FROM "documents" WHERE name = ? ORDER BY rowid DESC')
	const upsert = db.prepare(
		'INSERT INTO "documents" ("name", "data") VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data',
	)
	return new Database({
		fetch: async ({ documentName }) => select.get(documentName)?.data ?? null,
		store: async ({ documentName, state }) => void upsert.run(documentName, state),
	})
}

const server = new Server({
	port: Number(port),
	address: '127.0.0.1',
	quiet: true,
	flushDelay: Number(flushDelay),
	extensions: [
		...(file ? [keepIn(file)] : []),
		...(redisPort ? [new Redis({ host: '127.0.0.1', port: Number(redisPort) })] : []),
	],
})
await server.listen()

import { execFile, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cpuSecondsOf, cpuSecondsOfTree } from '../load/processes.mjs'
import { until } from '../load/until.mjs'
import { freePort } from './freePort.mjs'
import { pinned, stop } from './spawnNode.mjs'

const run = promisify(execFile)
const DEBIAN = '/usr/lib/postgresql'
/** PostgreSQL refuses to run as root, so it runs as `nobody` in that case. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
const START_LIMIT_MS = 30_000

/**
 * Starts an empty PostgreSQL with its default settings, which wait for the disk, on the servers'
 * core.
 */
export async function startPostgres() {
	const [version] = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a))
	const programs = join(DEBIAN, version, 'bin')
	const place = mkdtempSync(join(tmpdir(), 'charrette-postgres-'))
	const data = join(place, 'data')
	if (NOBODY.uid) chownSync(place, NOBODY.uid, NOBODY.gid)
	const as = { ...NOBODY, cwd: place }
	await run(
		join(programs, 'initdb'),
		['-D', data, '-U', 'charrette', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust'],
		as,
	)
	const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${place}`, '-c', 'max_connections=200']
	const [file, ...args] = pinned('server', [join(programs, 'postgres'), '-D', data, ...settings])
	const query = async (sql) => {
		const { stdout } = await run(
			join(programs, 'psql'),
			['-h', place, '-U', 'charrette', '-d', 'postgres', '-Atc', sql],
			as,
		)
		return stdout.trim()
	}
	const launch = async () => {
		const child = spawn(file, args, { ...as, stdio: 'ignore' })
		let isUp = false
		const asking = async () => {
			while (!isUp && child.exitCode === null) isUp = await query('SELECT 1').then(Boolean, () => false)
		}
		await Promise.race([asking(), until(() => isUp || child.exitCode !== null, START_LIMIT_MS)])
		if (!isUp) throw new Error('PostgreSQL does not start')
		return child
	}
	let child = await launch()
	return {
		url: `postgresql://charrette@localhost/postgres?host=${encodeURIComponent(place)}`,
		query,
		/**
		 * Returns the usage so far: processor seconds, commits of edits, bytes of the write-ahead log,
		 * and rows of the log.
		 */
		async usage() {
			const counts = await query(
				`SELECT (SELECT count(DISTINCT xmin::text) FROM log),
				pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0'),
				(SELECT coalesce(max(seq), 0) FROM log)`,
			)
			const [commits, walBytes, rows] = counts.split('|').map(Number)
			return { cpu: cpuSecondsOfTree(child.pid), commits, walBytes, rows }
		},
		/** Stops PostgreSQL in order, closing all connections, and starts it again. */
		async restart() {
			await stop(child, 'SIGINT')
			child = await launch()
		},
		async stop() {
			await stop(child, 'SIGINT')
			rmSync(place, { recursive: true, force: true })
		},
	}
}

/**
 * Starts a Valkey that stores nothing, for the Redis extension of hocuspocus, on the servers' core.
 */
export async function startValkey() {
	const port = await freePort()
	const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', '/tmp']
	const [file, ...args] = pinned('server', ['valkey-server', ...settings])
	const child = spawn(file, args, { stdio: 'ignore' })
	let isUp = false
	await until(() => {
		const socket = connect(port, '127.0.0.1', () => {
			isUp = true
			socket.destroy()
		})
		socket.on('error', () => {})
		return isUp || child.exitCode !== null
	}, START_LIMIT_MS)
	if (!isUp) throw new Error('Valkey does not start')
	return { port, cpu: () => cpuSecondsOf(child.pid) ?? 0, stop: () => stop(child) }
}

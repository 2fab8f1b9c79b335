import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './run.mjs'

const NOT_SOURCE = new Set(['node_modules', 'dist', 'bundle', 'test'])

/**
 * Returns a hash of the names and contents of files. A folder stands for all its source files.
 * @param {string[]} paths relative to the root of the repository
 */
export function fingerprintOf(paths) {
	const hash = createHash('sha256')
	for (const file of paths.flatMap(filesOf).sort()) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
	return hash.digest('hex')
}

/**
 * Runs `work` unless its last successful run was for the same fingerprint.
 * @param {string} stamp the file that stores the fingerprint of the last run
 * @param {string} current the fingerprint
 * @param {() => void} work throws if it fails
 */
export function doWhenChanged(stamp, current, work) {
	const file = join(ROOT, stamp)
	if (existsSync(file) && readFileSync(file, 'utf8') === current) return
	rmSync(file, { force: true })
	work()
	mkdirSync(dirname(file), { recursive: true })
	writeFileSync(file, current)
}

/** @param {string} path */
function filesOf(path) {
	const full = join(ROOT, path)
	if (!existsSync(full)) return []
	if (!statSync(full).isDirectory()) return [path]
	const names = readdirSync(full).filter((name) => !NOT_SOURCE.has(name))
	return names.flatMap((name) => filesOf(`${path}/${name}`))
}

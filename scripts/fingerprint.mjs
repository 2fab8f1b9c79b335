import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './run.mjs'

const NOT_SOURCE = new Set(['node_modules', 'dist', 'bundle', 'test'])

/**
 * A hash of the content and the names of files; of a folder, of all files in it that are source.
 * @param {string[]} paths relative to the repository's folder
 */
export function fingerprintOf(paths) {
	const hash = createHash('sha256')
	for (const file of paths.flatMap(filesOf).sort()) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
	return hash.digest('hex')
}

/**
 * Does `work` if `current` is not what it was done for last time, and remembers it once done.
 * @param {string} stamp the name of the file that remembers
 * @param {string} current
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

import { readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'

/*
 * Reads a tldraw file from stdin and writes its records as tldraw loads them. It runs in a process
 * of its own, because tldraw keeps a process alive. Node cannot load tldraw's ES modules, and the
 * server depends only on its schema.
 */

const load = createRequire(new URL('../../../client/package.json', import.meta.url))
const { createTLSchema, parseTldrawJsonFile } = load('@tldraw/tldraw')
const parsed = parseTldrawJsonFile({ json: readFileSync(0, 'utf8'), schema: createTLSchema() })
const said = parsed.ok ? JSON.stringify(parsed.value.allRecords()) : JSON.stringify(parsed.error)
writeAll(parsed.ok ? 1 : 2, Buffer.from(said))
process.exit(parsed.ok ? 0 : 1)

/**
 * A pipe accepts a part at a time.
 * @param {number} to
 * @param {Buffer} bytes
 */
function writeAll(to, bytes) {
	let at = 0
	while (at < bytes.length) at += writeSync(to, bytes, at)
}

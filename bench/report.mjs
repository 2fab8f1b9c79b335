import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { PINNING } from './contenders/spawnNode.mjs'
import { wrapProse } from './markdown.mjs'

/**
 * Puts a table between its markers in the document, and the description of the machine between the
 * markers of `machine`. The prose around them stays unchanged.
 * @param {string} file
 * @param {{ name: string, text: string, isQuick: boolean, versions: Record<string, string> }} found
 */
export function writeTable(file, { name, text, isQuick, versions }) {
	const day = new Date().toISOString().slice(0, 10)
	const note = isQuick ? `_${day}, a quick run: one short round, only an indication._` : `_${day}_`
	fillMarkers(file, name, `${note}\n\n${text}`)
	fillMarkers(file, 'machine', machine(versions))
	formatDocument(file)
}

/** Aligns the tables of a document. */
export function formatDocument(file) {
	execFileSync('npx', ['biome', 'format', '--write', file], { stdio: 'ignore' })
}

/** Puts a text between its markers in a document, wrapped at 100 columns. */
export function fillMarkers(file, name, text) {
	const document = readFileSync(file, 'utf8')
	const [start, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
	const [from, to] = [document.indexOf(start), document.indexOf(end)]
	if (from < 0 || to < from) throw new Error(`${file} has no markers for ${name}`)
	writeFileSync(file, `${document.slice(0, from + start.length)}\n\n${wrapProse(text)}\n\n${document.slice(to)}`)
}

function machine(versions) {
	const processors = cpus()
	const contenders = Object.entries(versions).filter(([name]) => name !== 'node')
	return [
		`- ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()} ${arch()}; ${PINNING}`,
		`- Node ${process.version.slice(1)}; hocuspocus on Node ${versions.node}, because it requires 22 or later`,
		`- ${contenders.map(([name, version]) => `${name} ${version}`).join(', ')}`,
	].join('\n')
}

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { basename } from 'node:path'
import { ROOT } from './contenders/paths.mjs'
import { PINNING } from './contenders/spawnNode.mjs'
import { table, wrapProse } from './markdown.mjs'

/** The page of today's comparisons, and the folder with the other tables. */
const PAGE = `${ROOT}/docs/BENCHMARKS.md`
const FOLDER = `${ROOT}/docs/benchmarks`

/**
 * Puts a table between its markers on its page, the description of the machine between the markers
 * of `machine`, and the goals that are not met between those of `goals`. The prose around them
 * stays unchanged.
 * @param {{ name: string, text: string, isQuick: boolean, versions: Record<string, string> }} found
 */
export function writeTable({ name, text, isQuick, versions }) {
	const day = new Date().toISOString().slice(0, 10)
	const note = isQuick ? `_${day}, a quick run: one short round, only an indication._` : `_${day}_`
	const page = pages().find((file) => readFileSync(file, 'utf8').includes(`<!-- bench:${name} -->`))
	if (!page) throw new Error(`No page has markers for ${name}`)
	fillMarkers(page, name, `${note}\n\n${text}`)
	formatDocument(page)
	fillMarkers(PAGE, 'machine', machine(versions))
	writeGoals()
}

/** Writes how many goals of all pages are met, and a table of the others. */
function writeGoals() {
	const found = pages().flatMap((file) => goalsOf(file, readFileSync(file, 'utf8')))
	const missed = found.filter(({ isMet }) => !isMet)
	const rows = missed.map(({ link, goal, measured }) => [link, goal, measured])
	const count = `Of ${found.length} goals, ${found.length - missed.length} are met.`
	const others = rows.length > 0 ? ` The others:\n\n${table(['table', 'goal', 'measured'], rows)}` : ''
	fillMarkers(PAGE, 'goals', `${count}${others}`)
	formatDocument(PAGE)
}

function pages() {
	return [PAGE, ...readdirSync(FOLDER).map((name) => `${FOLDER}/${name}`)]
}

function goalsOf(file, text) {
	return text.split(/^(?=## )/m).flatMap((section) => {
		const title = section.slice(3, section.indexOf('\n'))
		const anchor = title.toLowerCase().replaceAll(' ', '-')
		const link = `[${title}](${file === PAGE ? '' : `benchmarks/${basename(file)}`}#${anchor})`
		const rows = [...section.matchAll(/^\| (.+?) *\| +(.+?) \| +(met|\*\*not met\*\*|not measured) \|$/gm)]
		return rows.map(([, goal, measured, state]) => ({ link, goal, measured, isMet: state === 'met' }))
	})
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

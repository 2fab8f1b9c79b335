import { mkdirSync, writeFileSync } from 'node:fs'
import { prepare, runOrExit } from '../scripts/prepare.mjs'
import { installContenders } from './contenders/install.mjs'
import { programOf } from './contenders/paths.mjs'
import { writeTable } from './report.mjs'
import { abuse } from './tables/abuse.mjs'
import { ack } from './tables/ack.mjs'
import { archive } from './tables/archive.mjs'
import { canvas } from './tables/canvas.mjs'
import { dashboard } from './tables/dashboard.mjs'
import { days } from './tables/days.mjs'
import { durability } from './tables/durability.mjs'
import { exports } from './tables/exports.mjs'
import { failures } from './tables/failures.mjs'
import { fanOut } from './tables/fanOut.mjs'
import { firstLoad } from './tables/firstLoad.mjs'
import { growth } from './tables/growth.mjs'
import { hall } from './tables/hall.mjs'
import { hallReport } from './tables/hallReport.mjs'
import { hop } from './tables/hop.mjs'
import { join } from './tables/join.mjs'
import { languages } from './tables/languages.mjs'
import { lighthouse } from './tables/lighthouse.mjs'
import { loopDelay } from './tables/loopDelay.mjs'
import { memory } from './tables/memory.mjs'
import { nodes } from './tables/nodes.mjs'
import { paperNotes } from './tables/paperNotes.mjs'
import { phoneList } from './tables/phone.mjs'
import { restart } from './tables/restart.mjs'
import { rooms } from './tables/rooms.mjs'
import { search } from './tables/search.mjs'
import { slow } from './tables/slow.mjs'
import { soak } from './tables/soak.mjs'
import { threads } from './tables/threads.mjs'
import { translations } from './tables/translations.mjs'
import { workers } from './tables/workers.mjs'

/*
 * Measures Charrette's server and the other contenders in one run. Writes the tables into
 * docs/BENCHMARKS.md and docs/benchmarks (not with --dry) and the figures as JSON into
 * bench/results.
 */
const TABLES = {
	fanOut,
	rooms,
	join,
	growth,
	days,
	loopDelay,
	ack,
	restart,
	memory,
	slow,
	dashboard,
	hall,
	durability,
	canvas,
	firstLoad,
	lighthouse,
	phoneList,
	archive,
	hallReport,
	abuse,
	exports,
	search,
	languages,
	threads,
	translations,
	paperNotes,
	nodes,
	hop,
	workers,
	soak,
	failures,
}
const RESULTS = programOf('../results')

const USAGE = `node bench/run.mjs [table …|all] [--quick] [--dry]

Without a table it measures all of them, which takes 40 minutes.
  --quick  one short round of each
  --dry    prints the tables, and leaves docs/ as it is

Tables: ${Object.keys(TABLES).join(', ')}`

const { asked, isQuick, isDry } = readArguments(process.argv.slice(2))
const names = asked.length === 0 || asked.includes('all') ? Object.keys(TABLES) : asked

/** Prints the usage instead of measuring, for `--help` and for what is neither table nor option. */
function readArguments(words) {
	const options = words.filter((word) => word.startsWith('-'))
	const asked = words.filter((word) => !word.startsWith('-'))
	if (options.includes('--help') || options.includes('-h')) {
		console.log(USAGE)
		process.exit(0)
	}
	const unknown = [
		...options.filter((option) => !['--quick', '--dry'].includes(option)),
		...asked.filter((name) => name !== 'all' && !Object.hasOwn(TABLES, name)),
	]
	if (unknown.length > 0) {
		console.error(`Unknown: ${unknown.join(', ')}\n\n${USAGE}`)
		process.exit(1)
	}
	return { asked, isQuick: options.includes('--quick'), isDry: options.includes('--dry') }
}

await runOrExit(prepare)
const versions = installContenders()
mkdirSync(RESULTS, { recursive: true })
for (const name of names) {
	const start = Date.now()
	console.log(`\n${name}`)
	const { text, results } = await TABLES[name]({ isQuick, rounds: isQuick ? 1 : 3, log: (line) => console.log(line) })
	writeFileSync(`${RESULTS}/${name}.json`, JSON.stringify({ at: new Date(), isQuick, results }, null, '\t'))
	console.log(`\n${text}\n\n(${Math.round((Date.now() - start) / 1000)} s)`)
	if (!isDry) writeTable({ name, text, isQuick, versions })
}

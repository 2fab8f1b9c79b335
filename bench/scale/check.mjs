import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { prepare, runOrExit } from '../../scripts/prepare.mjs'
import { programOf } from '../contenders/paths.mjs'
import { measureRuns, repeatRoom } from './runs.mjs'

/*
 * node bench/scale/check.mjs [nodes …]
 *
 * Measures a mixture like that of workshops on real clusters of one, two and three nodes, to
 * compare it with the prediction of the model (`scaleTables.mjs`); no cost is derived from it,
 * except `calm` from the run with one node (`fitAll.mjs`). The named clusters are measured again.
 */
const GROUPS = [4, 5, 6, 7, 8, 9, 10, 4, 6, 8, 10, 7]
const MIXTURE = [
	...GROUPS.map((people) => ({ people, edits: 0.6, moves: 3 })),
	...repeatRoom(1, 50, 0.1, 1.5),
	...repeatRoom(30, 1, 1, 1.5),
	...repeatRoom(5, 8, 0, 1 / 15),
]
const FILE = programOf('../scale/checked.json')

const asked = process.argv.slice(2).map(Number)
mkdirSync(programOf('../results'), { recursive: true })
await runOrExit(prepare)
let checked = read()
for (const nodes of asked.length > 0 ? asked : [1, 2, 3]) {
	const run = (name, isInTurn) => ({ name, isInTurn, rooms: MIXTURE })
	const runs = nodes === 1 ? [run('one node', false)] : [run('at the owner', false), run('in turn', true)]
	const found = await measureRuns({ nodes, runs, log: (line) => console.log(line) })
	checked = [...checked.filter((known) => known.nodes !== nodes), ...found.map(keep)]
	checked.sort((a, b) => a.nodes - b.nodes)
	writeFileSync(FILE, `${JSON.stringify(checked, null, '\t')}\n`)
}

function keep({ measured, ...run }) {
	const { database, bytesOut, edits, acks } = measured
	const at = new Date().toISOString().slice(0, 10)
	return { at, ...run, measured: { nodes: measured.nodes, database, bytesOut, edits, acks } }
}

function read() {
	try {
		return JSON.parse(readFileSync(FILE, 'utf8'))
	} catch {
		// There are no results of an earlier run.
		return []
	}
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { prepare, runOrExit } from '../../scripts/prepare.mjs'
import { programOf } from '../contenders/paths.mjs'
import { fitAll } from './fitAll.mjs'
import { measureBeats } from './measureBeats.mjs'
import { measureHop } from './measureHop.mjs'
import { measureJoins } from './measureJoins.mjs'
import { measureMemory } from './measureMemory.mjs'
import { loadRuns, measureRuns, repeatRoom, saveRuns } from './runs.mjs'

/*
 * node bench/scale/calibrate.mjs [part …]
 *
 * Measures the costs of people on real servers, part by part (a few minutes each), and derives
 * `costs.json` from all parts.
 */
const run = (name, rooms) => ({ name, rooms, isInTurn: false })
const PARTS = {
	one: (log) =>
		measureRuns({
			log,
			nodes: 1,
			runs: [
				run('both', repeatRoom(60, 8, 1.5, 4)),
				run('idle', repeatRoom(60, 8, 0, 0)),
				run('empty', []),
				run('edits', repeatRoom(60, 8, 1, 0)),
				run('moves', repeatRoom(60, 8, 0, 1.5)),
				run('private', repeatRoom(150, 1, 1, 1)),
				run('hall', repeatRoom(1, 100, 0.5, 1)),
				run('halls', repeatRoom(4, 40, 0, 3)),
			],
		}),
	hop: measureHop,
	joins: measureJoins,
	memory: measureMemory,
	beats: measureBeats,
}

const names = process.argv.slice(2)
const asked = names.length > 0 ? names : Object.keys(PARTS)
mkdirSync(programOf('../results'), { recursive: true })
await runOrExit(prepare)
for (const name of asked) {
	if (name === 'fit') continue
	console.log(name)
	saveRuns(name, await PARTS[name]((line) => console.log(line)))
}
const [one, hop, joins, memory, beats] = Object.keys(PARTS).map(loadRuns)
const [mixture] = JSON.parse(readFileSync(programOf('../scale/checked.json'), 'utf8'))
const costs = {
	at: new Date().toISOString().slice(0, 10),
	...fitAll({ runs: one, mixture, hop, joins, memory, beats }),
}
writeFileSync(programOf('../scale/costs.json'), `${JSON.stringify(costs, null, '\t')}\n`)
console.log(costs)

import { mkdirSync, writeFileSync } from 'node:fs'
import { prepare, runOrExit } from '../../scripts/prepare.mjs'
import { programOf } from '../peers/paths.mjs'
import { fitAll } from './fitAll.mjs'
import { measureJoins } from './measureJoins.mjs'
import { measureMemory } from './measureMemory.mjs'
import { measureNews } from './measureNews.mjs'
import { alike, loadRuns, measureRuns, saveRuns } from './runs.mjs'

/*
 * node bench/scale/calibrate.mjs [part …]
 *
 * Measures what people cost at real servers, part by part (a few minutes each), and derives `costs.json` from all parts.
 */
const run = (name, rooms, isByRoom = false) => ({ name, rooms, isByRoom })
const PARTS = {
	one: (log) =>
		measureRuns({
			log,
			nodes: 1,
			runs: [
				run('idle', alike(40, 8, 0, 0)),
				run('edits', alike(40, 8, 1, 0)),
				run('moves', alike(40, 8, 0, 2)),
				run('both', alike(20, 8, 3, 6)),
				run('private', alike(120, 1, 1, 1)),
				run('hall', alike(1, 100, 0.5, 1)),
				run('halls', alike(3, 40, 0, 3)),
			],
		}),
	two: (log) =>
		measureRuns({
			log,
			nodes: 2,
			runs: [
				run('idle', alike(30, 8, 0, 0)),
				run('edits', alike(30, 8, 1, 0)),
				run('moves', alike(30, 8, 0, 2)),
				run('pairs', alike(60, 2, 1, 1)),
				run('halls', alike(2, 60, 0.5, 1)),
				run('by room', alike(30, 8, 1, 2), true),
			],
		}),
	joins: measureJoins,
	memory: measureMemory,
	news: measureNews,
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
const [one, two, joins, memory, news] = Object.keys(PARTS).map(loadRuns)
const costs = { at: new Date().toISOString().slice(0, 10), ...fitAll({ runs: [...one, ...two], joins, memory, news }) }
writeFileSync(programOf('../scale/costs.json'), `${JSON.stringify(costs, null, '\t')}\n`)
console.log(costs)

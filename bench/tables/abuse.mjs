import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { runTool } from '../../scripts/run.mjs'
import { programOf } from '../contenders/paths.mjs'
import { goals, megabytes, number, table } from '../markdown.mjs'

const REPORT = programOf('../results/abuse.jsonl')
/** The maximum effects that one attacker may have on the others. */
const [WORST_MS, WORST_BYTES] = [500, 150e6]

/**
 * Runs the attacks of server/test/abuse, one after another. Each runs against a server of its own,
 * while one bystander works on the attacker's board and one in another workshop.
 */
export async function abuse() {
	rmSync(REPORT, { force: true })
	const hasPassed = runTool(
		'vitest',
		['run', '--project', 'server/test', '--no-file-parallelism', 'server/test/abuse'],
		{
			// The data is on the disk, as in production.
			env: { ABUSE_REPORT: REPORT, TMPDIR: tmpdir() },
		},
	)
	const impacts = existsSync(REPORT) ? readLines(REPORT) : []
	const rows = impacts.map((impact) => [
		impact.name,
		number(impact.worstAckMs, 0),
		number(impact.worstHealthMs, 0),
		megabytes(impact.grownBytes, 0),
		`${impact.edits - impact.unacked} of ${impact.edits}`,
	])
	const most = (key) => Math.max(...impacts.map((impact) => impact[key]))
	const [ack, health, grown] = [most('worstAckMs'), most('worstHealthMs'), most('grownBytes')]
	const text = [
		'Two people make 5 edits per second each, one on the attacker’s board and one in another workshop; `/healthz` is requested 10 times per second. The attacker is a process on the same two cores as the server. The worst values during each attack:',
		table(['attack', 'ack, ms', '/healthz, ms', 'memory growth', 'edits acked'], rows),
		goals([
			{ goal: `worst ack < ${WORST_MS} ms`, found: `${number(ack, 0)} ms`, isMet: ack < WORST_MS },
			{ goal: `worst /healthz < ${WORST_MS} ms`, found: `${number(health, 0)} ms`, isMet: health < WORST_MS },
			{ goal: `memory growth < ${megabytes(WORST_BYTES, 0)}`, found: megabytes(grown, 0), isMet: grown < WORST_BYTES },
			{ goal: 'all tests of the suite pass', found: hasPassed ? 'yes' : 'no', isMet: hasPassed },
		]),
	]
	return { text: text.join('\n\n'), results: impacts }
}

function readLines(file) {
	return readFileSync(file, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line.replace(/ \(SEED=\d+\)/, '')))
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { report, runLedger } from './runLedger.ts'
import type { Topology } from './topologies.ts'

const FIRST = Number(process.env['LEDGER_FIRST'] ?? 1)
const SEEDS = process.env['LEDGER_SEEDS']
/** The seeds of a run elsewhere than in continuous integration: two batches. */
const LOCAL_SEEDS = 30
const SEED_MS = 5000

interface Tested {
	start: () => Promise<Topology>
	/** The number of seeds in continuous integration. */
	seeds: number
}

/** Defines the test of the stories on one topology. */
export function describeLedger(name: string, { start, seeds }: Tested): void {
	const count = Number(SEEDS ?? (process.env['CI'] ? seeds : LOCAL_SEEDS))
	describe(name, () => {
		let topology: Topology
		beforeAll(async () => {
			topology = await start()
		})
		afterAll(() => topology.stop())

		it(
			`[LEDGER1] ${count} stories from seed ${FIRST} on undo no acked write that was not seen, and all copies are equal`,
			async () => {
				const failures = await runLedger(topology, { first: FIRST, count })
				expect(failures.length, report(topology, failures)).toBe(0)
			},
			600_000 + count * SEED_MS,
		)
	})
}

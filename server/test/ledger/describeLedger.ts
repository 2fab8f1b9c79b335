import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { report, runLedger } from './runLedger.ts'
import type { Topology } from './topologies.ts'

const FIRST = Number(process.env['LEDGER_FIRST'] ?? 1)
const SEEDS = Number(process.env['LEDGER_SEEDS'] ?? (process.env['CI'] ? 300 : 50))
const SEED_MS = 5000

/** Defines the test of the stories on one topology. */
export function describeLedger(name: string, start: () => Promise<Topology>): void {
	describe(name, () => {
		let topology: Topology
		beforeAll(async () => {
			topology = await start()
		})
		afterAll(() => topology.stop())

		it(
			`[LEDGER1] ${SEEDS} stories from seed ${FIRST} on undo no acked write that was not seen, and all copies are equal`,
			async () => {
				const failures = await runLedger(topology, { first: FIRST, count: SEEDS })
				expect(failures.length, report(topology, failures)).toBe(0)
			},
			180_000 + SEEDS * SEED_MS,
		)
	})
}

import { median } from '../medians.mjs'

/**
 * Measures every case with every contender, round by round. If a contender fails, its result has
 * the `reason`.
 * @param {object} plan
 * @param {{ name: string }[]} plan.contenders
 * @param {number} plan.rounds
 * @param {(contender: any) => Promise<object>} plan.measure
 * @param {(line: string) => void} plan.log
 */
export async function interleave({ contenders, rounds, measure, log }) {
	const found = []
	for (let round = 0; round < rounds; round++) {
		for (const contender of contenders) {
			const result = await measure(contender).catch((error) => ({ reason: String(error) }))
			log(`  round ${round + 1}, ${contender.name}: ${JSON.stringify(result)}`)
			found.push({ contender: contender.name, round, ...result })
		}
	}
	return found
}

/** Returns the median of one figure of one contender over the rounds. */
export function medianOf(found, contender, key) {
	return median(found.filter((one) => one.contender === contender).map((one) => one[key]))
}

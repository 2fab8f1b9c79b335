/** A box on a line: where its middle would like to be, and how much room it takes. */
interface Wish {
	middle: number
	size: number
}

/**
 * Where boxes on a line begin, in the order given and `gap` apart, so that their middles are as near to their wishes as
 * can be (least squares; boxes that press on each other become one, which stands at their mean).
 */
export function spread(wishes: readonly Wish[], gap: number): number[] {
	const runs: { start: number; offsets: number[]; size: number }[] = []
	for (const { middle, size } of wishes) {
		let run = { start: middle - size / 2, offsets: [0], size }
		let before = runs.at(-1)
		while (before && before.start + before.size + gap > run.start) {
			runs.pop()
			run = join(before, run, gap)
			before = runs.at(-1)
		}
		runs.push(run)
	}
	return runs.flatMap((run) => run.offsets.map((offset) => run.start + offset))
}

type Run = { start: number; offsets: number[]; size: number }

function join(before: Run, after: Run, gap: number): Run {
	const shift = before.size + gap
	const [a, b] = [before.offsets.length, after.offsets.length]
	return {
		// Each box weighs the same.
		start: (before.start * a + (after.start - shift) * b) / (a + b),
		offsets: [...before.offsets, ...after.offsets.map((offset) => offset + shift)],
		size: shift + after.size,
	}
}

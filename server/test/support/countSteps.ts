/**
 * Counts the steps of a run, so that a test can compare an input with one twice as large without a
 * clock. Steps are the executions of each block of our own code (V8's precise coverage), and the
 * elements that the built-in functions of arrays touch, which coverage does not count. Regular
 * expressions and the built-in functions of strings are not counted.
 */
import { Session } from 'node:inspector/promises'

/** Growth of the steps when the input doubles: 2 for linear code, a little more for a sort. */
export const MAX_GROWTH = 2.3

/** Code whose blocks are counted: shared and server, without libraries. */
const OWN_CODE = /\/(shared|server)\/(dist|src)\//

type ArrayMethod = (this: unknown[], ...args: never[]) => unknown
const COUNTED_METHODS = ['includes', 'indexOf', 'lastIndexOf', 'slice', 'concat', 'splice', 'shift', 'unshift', 'flat']

let profiler: Promise<Session> | null = null

/**
 * Starts counting. It must run before our code, since V8 counts only functions compiled afterwards.
 * Counting continues until the process of the test file ends.
 */
async function startProfiler(): Promise<Session> {
	const session = new Session()
	session.connect()
	await session.post('Profiler.enable')
	await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
	return session
}

/** Runs `run` and returns the number of its steps. */
async function countSteps(session: Session, run: () => unknown): Promise<number> {
	const elements = countElements()
	await session.post('Profiler.takePreciseCoverage')
	elements.start()
	try {
		await run()
	} finally {
		elements.stop()
	}
	const { result } = await session.post('Profiler.takePreciseCoverage')
	const ranges = result
		.filter(({ url }) => OWN_CODE.test(url))
		.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
	return elements.count() + ranges.reduce((sum, { count }) => sum + count, 0)
}

/** Returns the growth of the steps of `run` from an input of size `n` to one of size `2n`. */
export async function growthOf<Input>(
	n: number,
	build: (size: number) => Input,
	run: (input: Input) => unknown,
): Promise<number> {
	profiler ??= startProfiler()
	const session = await profiler
	// The first run fills caches and loads modules.
	await run(build(n))
	const stepsFor = async (size: number) => {
		const input = build(size)
		return countSteps(session, () => run(input))
	}
	// A garbage collection in the middle of a run loses counts, so the higher of two counts is right.
	const small = Math.max(await stepsFor(n), await stepsFor(n))
	return Math.max(await stepsFor(2 * n), await stepsFor(2 * n)) / small
}

/** Counts the elements that built-in functions of arrays read, from `start` to `stop`. */
function countElements() {
	const prototype = Array.prototype as unknown as Record<string | symbol, ArrayMethod>
	const originals = new Map<string | symbol, ArrayMethod>()
	let count = 0
	return {
		count: () => count,
		start() {
			for (const name of [...COUNTED_METHODS, Symbol.iterator]) {
				const original = prototype[name]
				if (!original) continue
				originals.set(name, original)
				Object.defineProperty(prototype, name, {
					configurable: true,
					writable: true,
					value(this: unknown[], ...args: never[]) {
						count += this.length
						return original.apply(this, args)
					},
				})
			}
		},
		stop() {
			for (const [name, value] of originals)
				Object.defineProperty(prototype, name, { configurable: true, writable: true, value })
			originals.clear()
		},
	}
}

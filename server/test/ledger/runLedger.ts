/*
 * Runs the stories of many seeds on one topology. Stories run in batches on the same server. The
 * interludes of a batch follow from its number, so that a seed alone gives the same story.
 */
import { createRandom, shuffle } from '../support/randomEdits.ts'
import { installBrowser } from './browser.ts'
import { Story } from './Story.ts'
import type { Fault, Topology } from './topologies.ts'

/** Few stories a batch: 60 seeds are four batches, whose interludes hold each fault twice. */
const BATCH = 15
const ACTS = 4
/** The number of sentences about one story in a report. */
const MAX_VIOLATIONS = 12
/** A disturbance of the rooms or processes of all stories, between two acts. */
type Interlude = 'none' | 'break' | Fault
const INTERLUDES: readonly Interlude[] = ['none', 'break', 'break', 'restart', 'kill']

/** A story that broke the rule. */
export interface Failure {
	seed: number
	violations: readonly string[]
	lines: readonly string[]
}

interface Seeds {
	first: number
	count: number
}

/** Returns the failures among these seeds. */
export async function runLedger(topology: Topology, { first, count }: Seeds): Promise<Failure[]> {
	installBrowser()
	const failures: Failure[] = []
	for (let from = first; from < first + count; ) {
		const batch = Math.floor((from - 1) / BATCH)
		const end = Math.min((batch + 1) * BATCH + 1, first + count)
		const seeds = Array.from({ length: end - from }, (_, index) => from + index)
		failures.push(...(await runBatch(topology, { batch, seeds })))
		from = end
	}
	return failures
}

async function runBatch(
	topology: Topology,
	{ batch, seeds }: { batch: number; seeds: readonly number[] },
): Promise<Failure[]> {
	const interludes = interludesOf(batch)
	const stories = new Map(seeds.map((seed) => [seed, new Story(seed, topology.origins)]))
	const thrown = new Map<Story, string>()
	const run = async (story: Story, task: Task) => {
		try {
			if (!thrown.has(story)) await task(story)
		} catch (cause) {
			thrown.set(story, String((cause as Error).stack))
			story.end()
		}
	}
	const each = async (task: Task) => {
		await Promise.all([...stories.values()].map((story) => run(story, task)))
	}
	await each((story) => story.begin())
	await each((story) => story.act())
	for (const kind of interludes) {
		await interlude(topology, kind, each)
		await each((story) => story.act())
	}
	await each((story) => story.finish())
	await each((story) => story.check())
	await topology.restart()
	await each((story) => story.check())
	for (const story of stories.values()) {
		await run(story, () => story.checkExport())
		story.end()
	}
	return [...stories].flatMap(([seed, story]) => {
		const error = thrown.get(story)
		const violations = [...new Set([...story.violations, ...(error ? [error] : [])])].slice(0, MAX_VIOLATIONS)
		return violations.length > 0 ? [{ seed, violations, lines: story.lines(violations) }] : []
	})
}

/**
 * Returns the interludes of a batch. From batch to batch, each five in a row are a shuffled
 * `INTERLUDES`.
 */
function interludesOf(batch: number): Interlude[] {
	return Array.from({ length: ACTS - 1 }, (_, index) => {
		const place = batch * (ACTS - 1) + index
		const round = Math.floor(place / INTERLUDES.length)
		return shuffle(INTERLUDES, createRandom(round))[place % INTERLUDES.length] ?? 'none'
	})
}

type Task = (story: Story) => Promise<void> | void
type Each = (task: Task) => Promise<void>

async function interlude(topology: Topology, kind: Interlude, each: Each): Promise<void> {
	if (kind === 'none') return
	if (kind === 'break') {
		await each((story) => story.leave())
		await topology.roomsClosed()
	} else {
		const disturbed = topology.disturb(kind)
		await each((story) => story.burst())
		await disturbed
	}
	await each((story) => story.return())
}

/** Returns the failures in words, with the commands that repeat them. */
export function report(topology: Topology, failures: readonly Failure[]): string {
	return failures
		.map(({ seed, violations, lines }) => {
			const again = `LEDGER_FIRST=${seed} LEDGER_SEEDS=1 npx vitest run server/test/ledger -t "${topology.name}"`
			return [`${topology.name}, seed ${seed}: ${again}`, ...violations, ...lines.map((line) => `    ${line}`)].join(
				'\n',
			)
		})
		.join('\n\n')
}

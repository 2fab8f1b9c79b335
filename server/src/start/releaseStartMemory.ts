import { setFlagsFromString } from 'node:v8'

/** V8 decides every 8 s after the start of a process whether to collect its garbage. */
const BEGIN_MS = 4000
const END_MS = 20_000

interface ReleaseDeps {
	/** Whether anybody has a page open that follows a workshop. */
	hasMembers(): boolean
	/** Sets a flag of V8 in the running process. */
	setFlag?(flag: string): void
}

/**
 * Returns to the system what only the start needed: some 20 MB, of garbage and of a young
 * generation that has grown while modules were loaded (HOSTING.md, "Memory"). V8 does so by itself,
 * in steps of milliseconds, if it takes the process for idle, which it often does not for minutes
 * after a start (`--trace-gc-verbose`: "high alloc"). With this flag it does not ask. The flag is
 * set for some seconds only, and not while people are there. The limit of
 * `--initial-old-space-size` remains.
 */
export function releaseStartMemory({ hasMembers, setFlag = setFlagsFromString }: ReleaseDeps): void {
	const begin = setTimeout(() => {
		if (hasMembers()) return
		setFlag('--optimize-for-size')
		setTimeout(() => setFlag('--no-optimize-for-size'), END_MS - BEGIN_MS).unref()
	}, BEGIN_MS)
	begin.unref()
}

/**
 * Returns the slowest work of a page's main thread in a trace of Chromium: the longest handling of
 * a key, and the longest task, in ms of its own time, without the time that other processes took.
 */
export function slowestOf(trace) {
	const { traceEvents } = JSON.parse(trace.toString())
	const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
	const isMain = (event) => mains.some(({ pid, tid }) => event.pid === pid && event.tid === tid)
	const longest = (events) => Math.max(0, ...events.map(({ dur = 0, tdur = dur }) => tdur / 1000))
	const done = traceEvents.filter((event) => event.ph === 'X' && isMain(event))
	const isKey = ({ name, args }) =>
		name === 'EventDispatch' && ['keydown', 'keypress', 'input'].includes(args.data?.type)
	return {
		keyMs: longest(done.filter(isKey)),
		taskMs: longest(done.filter(({ name }) => name.endsWith('RunTask'))),
	}
}

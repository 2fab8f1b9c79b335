import { statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { HostMachine, HostStorage } from '@charrette/shared'
import { readVersion } from '../paths.ts'
import type { NodeFigures } from '../ports/PlacementStore.ts'
import type { UpdateCheck } from './createUpdateCheck.ts'
import type { ClientErrorCounts, ErrorCounts } from './errorCounts.ts'

/** The state of this process and its machine (HOST6). */
export interface MachineWatch {
	read(): Promise<HostMachine>
	close(): void
}

interface MachineDeps {
	folder: string
	/** Returns the kind and the sizes of the stored data. */
	describeStorage(): Promise<HostStorage>
	/** Returns the figures of all nodes of the server. */
	readNodes(): readonly NodeFigures[]
	errors: Pick<ErrorCounts, 'lastDay'>
	clientErrors: Pick<ClientErrorCounts, 'lastDay'>
	update: UpdateCheck
	/** Whether there is a host, the only reader of this state. */
	isOn: boolean
}

/** Delays are measured over whole minutes; the last one is shown. */
const DELAY_MS = 60_000
const RESOLUTION_MS = 20
/** Sizes are measured at most this often, since a folder of images may be large. */
const SIZES_MS = 5 * 60_000
const NANOSECONDS = 1e6

/** Watches the event loop. The caller closes the watch. */
export function watchMachine({
	folder,
	describeStorage,
	readNodes,
	errors,
	clientErrors,
	update,
	isOn,
}: MachineDeps): MachineWatch {
	const startedAt = Date.now() - process.uptime() * 1000
	const delays = isOn ? monitorEventLoopDelay({ resolution: RESOLUTION_MS }) : null
	delays?.enable()
	const readDelays = () => ({ p50: delayOf(delays?.percentile(50)), p99: delayOf(delays?.percentile(99)) })
	let lastMinute: ReturnType<typeof readDelays> | null = null
	const timer = setInterval(() => {
		lastMinute = readDelays()
		delays?.reset()
	}, DELAY_MS).unref()
	let measured: { at: number; facts: Promise<HostStorage> } | null = null

	/**
	 * Measures the storage. Calls within `SIZES_MS` share one measurement; a failed one is repeated.
	 */
	function readStorage(): Promise<HostStorage> {
		if (measured && performance.now() - measured.at < SIZES_MS) return measured.facts
		const facts = describeStorage()
		const mine = { at: performance.now(), facts }
		measured = mine
		facts.catch(() => {
			if (measured === mine) measured = null
		})
		return facts
	}

	return {
		async read() {
			const [{ bavail, blocks, bsize }, storage] = await Promise.all([statfs(folder), readStorage()])
			const nodes = readNodes()
			return {
				version: readVersion(),
				node: process.versions.node,
				startedAt,
				storage,
				disk: { free: bavail * bsize, total: blocks * bsize },
				memory: { used: process.memoryUsage.rss(), free: freemem(), total: totalmem() },
				delay: lastMinute ?? readDelays(),
				nodes: nodes.length,
				rooms: nodes.reduce((sum, { rooms }) => sum + rooms, 0),
				sockets: nodes.reduce((sum, { sockets }) => sum + sockets, 0),
				errors: errors.lastDay(),
				clientErrors: clientErrors.lastDay(),
				update: update.read(),
			}
		},
		close() {
			clearInterval(timer)
			delays?.disable()
		},
	}
}

/** Returns a delay in ms, without the interval of the timer itself. */
function delayOf(nanoseconds: number | undefined): number {
	const ms = (nanoseconds ?? 0) / NANOSECONDS - RESOLUTION_MS
	return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : 0
}

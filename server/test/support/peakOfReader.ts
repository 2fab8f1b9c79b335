import { readdirSync, readFileSync } from 'node:fs'

/** The most memory that the process which reads pictures ever took, in bytes; null where the system does not tell. */
export function peakOfReader(): number | null {
	if (process.platform !== 'linux') return null
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
	for (const pid of pids) {
		const [status, command] = [readIfThere(`/proc/${pid}/status`), readIfThere(`/proc/${pid}/cmdline`)]
		const isOurs = status.includes(`PPid:\t${process.pid}\n`) && command.includes('encodeWorker')
		const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1]
		if (isOurs && peak) return Number(peak) * 1024
	}
	return null
}

function readIfThere(file: string): string {
	try {
		return readFileSync(file, 'utf8')
	} catch {
		// It ended while we looked.
		return ''
	}
}

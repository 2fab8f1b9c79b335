import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

let ticksPerSecond = 0

/** Seconds of processor that a process has used so far, all its threads; null where there is no /proc. */
export function cpuSecondsOf(pid) {
	const stat = read(`/proc/${pid}/stat`)
	if (!stat) return null
	ticksPerSecond ||= Number(execFileSync('getconf', ['CLK_TCK']))
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
	return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Resident memory of a process in bytes; null where there is no /proc. */
export function residentBytesOf(pid) {
	const match = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')
	return match ? Number(match[1]) * 1024 : null
}

function read(path) {
	try {
		return readFileSync(path, 'utf8')
	} catch {
		// Not Linux, or the process has ended.
		return null
	}
}

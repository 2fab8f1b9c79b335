import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

let ticksPerSecond = 0

/**
 * Returns the processor seconds that a process and its threads have used so far; null without
 * /proc.
 */
export function cpuSecondsOf(pid) {
	const fields = fieldsOf(pid)
	return fields ? (Number(fields[11]) + Number(fields[12])) / clockTicks() : null
}

/**
 * Returns the processor seconds of a process and of all its descendants, also of those that have
 * ended: a server may have workers, and processes for work in the background. Null without /proc.
 */
export function cpuSecondsOfTree(pid) {
	const own = fieldsOf(pid)
	if (!own) return null
	// The process's own time, and that of its ended children.
	const seconds = own.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / clockTicks()
	const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && fieldsOf(name)?.[1] === String(pid))
	return children.reduce((sum, child) => sum + (cpuSecondsOfTree(child) ?? 0), seconds)
}

/** Returns the resident memory of a process in bytes; null without /proc. */
export function residentBytesOf(pid) {
	const match = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')
	return match ? Number(match[1]) * 1024 : null
}

/** Returns the fields of /proc/<pid>/stat from the process state on; null without /proc. */
function fieldsOf(pid) {
	const stat = read(`/proc/${pid}/stat`)
	return stat ? stat.slice(stat.lastIndexOf(')') + 2).split(' ') : null
}

function clockTicks() {
	ticksPerSecond ||= Number(execFileSync('getconf', ['CLK_TCK']))
	return ticksPerSecond
}

function read(path) {
	try {
		return readFileSync(path, 'utf8')
	} catch {
		// The system is not Linux, or the process has ended.
		return null
	}
}

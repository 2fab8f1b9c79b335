import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

let ticksPerSecond = 0

/** Seconds of processor that a process has used so far, all its threads; null where there is no /proc. */
export function cpuSecondsOf(pid) {
	const fields = fieldsOf(pid)
	return fields ? (Number(fields[11]) + Number(fields[12])) / clockTicks() : null
}

/** The same of a process, and of all that it has started: a server whose work is done by processes of its own. */
export function cpuSecondsOfTree(pid) {
	const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
	const own = (name) => fieldsOf(name)?.[1] === String(pid)
	const ended = fieldsOf(pid)
	const reaped = ended ? (Number(ended[13]) + Number(ended[14])) / clockTicks() : 0
	return [pid, ...all.filter(own)].reduce((sum, name) => sum + (cpuSecondsOf(name) ?? 0), reaped)
}

/** Resident memory of a process in bytes; null where there is no /proc. */
export function residentBytesOf(pid) {
	const match = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')
	return match ? Number(match[1]) * 1024 : null
}

/** What the kernel says of a process, from its state on; null where there is no /proc. */
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
		// Not Linux, or the process has ended.
		return null
	}
}

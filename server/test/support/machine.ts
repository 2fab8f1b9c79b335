import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'

const succeeds = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0

/** Whether processes can be traced on this machine: Linux with strace, and the permission. */
export const canTrace = process.platform === 'linux' && succeeds('strace', '-f', '-o', '/dev/null', 'true')

/** Whether a small disk in memory can be mounted on this machine: Linux, as root. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && canMountTmpfs()

/**
 * Defines a group of tests that need a feature of the machine. `lacking` names the missing feature,
 * or is null. If it is missing, the tests are skipped visibly; in CI, which installs everything,
 * they fail.
 */
export function describeWhere(lacking: string | null, name: string, tests: () => void): void {
	if (lacking === null) describe(name, tests)
	else if (process.env['CI'])
		it(name, () => {
			throw new Error(`not tested here: ${lacking}`)
		})
	else it.skip(`${name} is not tested here: ${lacking}`)
}

/**
 * Mounts a disk in memory of this size in this folder, or resizes it; returns whether it succeeded.
 */
export function mountDisk(folder: string, size: string, options = ''): boolean {
	return succeeds('mount', '-t', 'tmpfs', '-o', `${options}size=${size}`, 'charrette-test', folder)
}

/** Unmounts the disk in this folder. */
export function unmountDisk(folder: string): boolean {
	return succeeds('umount', '-l', folder)
}

function canMountTmpfs(): boolean {
	const folder = mkdtempSync(join(tmpdir(), 'charrette-mount-'))
	const isMounted = mountDisk(folder, '1m')
	if (isMounted) unmountDisk(folder)
	rmSync(folder, { recursive: true, force: true })
	return isMounted
}

/**
 * Returns the peak memory of the process that encodes images, in bytes; null on systems that do not
 * report it.
 */
export function encoderPeakMemory(): number | null {
	for (const { status } of taskProcesses('encodeWorker')) {
		const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1]
		if (peak) return Number(peak) * 1024
	}
	return null
}

/**
 * Kills the processes that run tasks of this module for the server of this process. It can find
 * them on Linux only.
 */
export function killTaskProcesses(module: string): void {
	for (const { pid } of taskProcesses(module)) killIfThere(pid)
}

function taskProcesses(module: string): { pid: number; status: string }[] {
	if (process.platform !== 'linux') return []
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
	return pids.flatMap((pid) => {
		const [status, command] = [readIfThere(`/proc/${pid}/status`), readIfThere(`/proc/${pid}/cmdline`)]
		const isOurs = status.includes(`PPid:\t${process.pid}\n`) && command.includes(module)
		return isOurs ? [{ pid: Number(pid), status }] : []
	})
}

function killIfThere(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL')
	} catch {
		// The process has ended meanwhile.
	}
}

function readIfThere(file: string): string {
	try {
		return readFileSync(file, 'utf8')
	} catch {
		// The process has ended meanwhile.
		return ''
	}
}

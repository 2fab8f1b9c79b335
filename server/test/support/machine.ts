import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const succeeds = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0

/** Whether a process can be traced here: Linux, with strace, and allowed to. */
export const canTrace = process.platform === 'linux' && succeeds('strace', '-f', '-o', '/dev/null', 'true')

/** Whether a small disk can be made in memory here: Linux, as root. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && canMountTmpfs()

/** Mounts a disk in memory of this size in this folder, or gives the one there that size; true if that went well. */
export function mountDisk(folder: string, size: string, options = ''): boolean {
	return succeeds('mount', '-t', 'tmpfs', '-o', `${options}size=${size}`, 'charrette-test', folder)
}

/** Unmounts it. */
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

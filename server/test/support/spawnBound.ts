import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'

/** A program of util-linux, which every Linux has. */
const SETPRIV = 'setpriv'
const canBind = process.platform === 'linux' && spawnSync(SETPRIV, ['--version'], { stdio: 'ignore' }).status === 0

/**
 * Starts a program that gets this signal when the process of the tests ends, even if that process
 * is killed without cleaning up. On systems other than Linux the program then keeps running.
 */
export function spawnBound(
	signal: 'INT' | 'KILL',
	[program, ...args]: readonly [string, ...string[]],
	options: SpawnOptions,
): ChildProcess {
	if (!canBind) return spawn(program, args, options)
	return spawn(SETPRIV, ['--pdeathsig', signal, '--', program, ...args], options)
}

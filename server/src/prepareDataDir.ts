import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { StartError } from './errors.ts'

/** Makes the data folder if need be. Throws a `StartError` if it can't be made, read or written. */
export function prepareDataDir(folder: string): void {
	try {
		mkdirSync(folder, { recursive: true })
		if (!statSync(folder).isDirectory()) throw new Error('it is not a folder')
		accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
	} catch (cause) {
		const advice = 'Give yourself the rights to it, or choose another one with DATA_DIR.'
		throw new StartError(`The data folder ${folder} cannot be used: ${reasonOf(cause)}. ${advice}`, { cause })
	}
}

function reasonOf(cause: unknown): string {
	const code = cause instanceof Error && 'code' in cause ? cause.code : null
	if (code === 'EEXIST' || code === 'ENOTDIR') return 'there is a file in its place'
	if (code === 'EACCES' || code === 'EPERM') return 'this user may not read and write it'
	if (code === 'EROFS') return 'its disk is read-only'
	return cause instanceof Error ? cause.message : String(cause)
}

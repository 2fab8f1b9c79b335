import { existsSync, mkdirSync } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf } from './codeOf.ts'

/** Resolves with null if the file does not exist. */
export async function nullIfMissing<T>(promise: Promise<T>): Promise<T | null> {
	try {
		return await promise
	} catch (cause) {
		if (codeOf(cause) === 'ENOENT') return null
		throw cause
	}
}

/**
 * Returns the number of bytes in the files of a folder. Files that are removed while it runs do not
 * count.
 */
export async function folderSize(folder: string): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true })
	let bytes = 0
	for (const entry of entries) if (entry.isFile()) bytes += await fileSize(join(entry.parentPath, entry.name))
	return bytes
}

/** Returns the number of bytes of a file; 0 if the file does not exist. */
export async function fileSize(file: string): Promise<number> {
	return (await nullIfMissing(stat(file)))?.size ?? 0
}

/**
 * Creates a folder and those above it. Node's own `recursive` never ends in a file system that
 * takes no folders, such as `/proc`.
 */
export function createFolder(folder: string, mode: number): void {
	if (existsSync(folder)) return
	createFolder(dirname(folder), mode)
	mkdirSync(folder, { mode })
}

/** Syncs the entries of a folder. Windows does so by itself and has no call for it. */
export async function syncFolder(folder: string): Promise<void> {
	if (process.platform === 'win32') return
	const handle = await open(folder)
	try {
		await handle.sync()
	} finally {
		await handle.close()
	}
}

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The bytes of the files in a folder. What is removed meanwhile is not counted. */
export async function folderSize(folder: string): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true })
	let bytes = 0
	for (const entry of entries) if (entry.isFile()) bytes += await fileSize(join(entry.parentPath, entry.name))
	return bytes
}

/** The bytes of a file; 0 for one that is not there. */
export async function fileSize(file: string): Promise<number> {
	try {
		return (await stat(file)).size
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 0
		throw cause
	}
}

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

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
	try {
		return (await stat(file)).size
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 0
		throw cause
	}
}

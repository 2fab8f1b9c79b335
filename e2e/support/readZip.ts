import { promisify } from 'node:util'
import { fromBuffer } from 'yauzl'

/**
 * Returns the files of a ZIP by their paths, read by an independent library. Throws if the ZIP is
 * damaged.
 */
export async function readZip(bytes: Buffer): Promise<Map<string, Buffer>> {
	const open = promisify<Buffer, { lazyEntries: boolean }, import('yauzl').ZipFile>(fromBuffer)
	const zip = await open(bytes, { lazyEntries: true })
	const files = new Map<string, Buffer>()
	return new Promise((resolve, reject) => {
		zip.on('error', reject)
		zip.on('end', () => resolve(files))
		zip.on('entry', (entry) => {
			zip.openReadStream(entry, (error, stream) => {
				if (error) return reject(error)
				const chunks: Buffer[] = []
				stream.on('error', reject)
				stream.on('data', (chunk: Buffer) => chunks.push(chunk))
				stream.on('end', () => {
					files.set(entry.fileName, Buffer.concat(chunks))
					zip.readEntry()
				})
			})
		})
		zip.readEntry()
	})
}

import { promisify } from 'node:util'
import { fromBuffer } from 'yauzl'

/** What is in a ZIP, by its paths, as a reader that is not ours finds it. Throws for one that is damaged. */
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
				const pieces: Buffer[] = []
				stream.on('error', reject)
				stream.on('data', (piece: Buffer) => pieces.push(piece))
				stream.on('end', () => {
					files.set(entry.fileName, Buffer.concat(pieces))
					zip.readEntry()
				})
			})
		})
		zip.readEntry()
	})
}

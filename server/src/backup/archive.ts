/**
 * A backup is one ZIP archive: the files of a data folder, followed by `manifest.json`. The
 * database is deflated, images are stored uncompressed. Archives may exceed 4 GB, and no file is
 * read into memory as a whole.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { codeOf } from '../codeOf.ts'
import { StartError } from '../errors.ts'
import { type ArchivedFile, MANIFEST_VERSION, type Manifest, parseManifest } from './Manifest.ts'

const MANIFEST = 'manifest.json'
const MAX_MANIFEST_BYTES = 256 * 2 ** 20
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
/** Faster than the default level, at almost the same size. */
const COMPRESSION_LEVEL = 4

/** Creates an archive, to which files are added one by one. The file must not exist. */
export function createArchive(path: string) {
	const zip = new ZipFile()
	const written = pipeline(zip.outputStream, createWriteStream(path, { flags: 'wx', mode: FILE_MODE, flush: true }))
	// Rejects if the archive cannot be written, for example on a full disk, so that an `add` in
	// progress fails.
	const failed = new Promise<never>((_resolve, reject) => written.catch(reject))
	failed.catch(() => {})
	const files: ArchivedFile[] = []
	return {
		/** Adds a file with this many bytes. */
		async add(
			name: string,
			source: Readable,
			{ bytes, isCompressed = false }: { bytes: number; isCompressed?: boolean },
		) {
			const hashing = hashBytes()
			zip.addReadStream(hashing.stream, name, {
				size: bytes,
				mode: 0o100000 | FILE_MODE,
				compress: isCompressed,
				compressionLevel: isCompressed ? COMPRESSION_LEVEL : 0,
			})
			await Promise.race([pipeline(source, hashing.stream), failed])
			files.push({ name, ...hashing.result() })
		},
		/** Writes the manifest, and resolves once the archive is on the disk. */
		async finish(about: Omit<Manifest, 'format' | 'version' | 'files'>): Promise<Manifest> {
			const manifest: Manifest = { format: 'charrette-backup', version: MANIFEST_VERSION, ...about, files }
			zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), MANIFEST)
			zip.end()
			await written
			return manifest
		},
	}
}

/** An archive that is open for reading. The caller closes it. */
export interface Archive {
	manifest: Manifest
	/**
	 * Extracts a file of the manifest into a folder, or only reads it if the folder is null. Throws a
	 * `StartError` if the file differs from the manifest, at the first byte beyond its size. The
	 * caller removes the folder.
	 */
	extract(file: ArchivedFile, folder: string | null): Promise<void>
	close(): void
}

/** Opens an archive. Throws a `StartError` if it is damaged, no backup, or of a later release. */
export async function openArchive(path: string): Promise<Archive> {
	const damagedError = (cause: unknown) =>
		new StartError(
			`${path} is not a backup of Charrette, or damaged: ${cause instanceof Error ? cause.message : cause}.`,
			{ cause },
		)
	const zip = await openPromise(path, { autoClose: false }).catch((cause: unknown) => {
		if (codeOf(cause) === 'EISDIR') throw new StartError(`${path} is a folder. Name a backup in it.`, { cause })
		if (codeOf(cause) === 'ENOENT') throw new StartError(`There is no file ${path}.`, { cause })
		throw damagedError(cause)
	})
	try {
		const entries = new Map<string, Entry>()
		for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
		const read = (name: string): Promise<Readable> => {
			const entry = entries.get(name)
			if (!entry) throw new Error(`it has no ${name}`)
			return zip.openReadStreamPromise(entry)
		}
		if ((entries.get(MANIFEST)?.uncompressedSize ?? 0) > MAX_MANIFEST_BYTES)
			throw new Error('its manifest is too large')
		const manifest = parseManifest(await text(await read(MANIFEST)))
		if (!manifest) throw new Error('its manifest cannot be read')
		if (manifest.version > MANIFEST_VERSION)
			throw new StartError(`${path} was written by Charrette ${manifest.charrette}. Restore it with that version.`)
		return {
			manifest,
			async extract(file, folder) {
				const hashing = hashBytes(file.bytes)
				try {
					await pipeline(await read(file.name), hashing.stream, await openTarget(file, folder))
				} catch (cause) {
					throw isSystemError(cause) ? cause : damagedError(cause)
				}
				const { bytes, sha256 } = hashing.result()
				if (bytes !== file.bytes || sha256 !== file.sha256)
					throw damagedError(`the checksum of ${file.name} does not match`)
			},
			close: () => zip.close(),
		}
	} catch (cause) {
		zip.close()
		throw cause instanceof StartError ? cause : damagedError(cause)
	}
}

async function openTarget({ name }: ArchivedFile, folder: string | null): Promise<Writable> {
	if (folder === null) return new Writable({ write: (_chunk, _encoding, done) => done() })
	const target = join(folder, name)
	await mkdir(dirname(target), { recursive: true, mode: FOLDER_MODE })
	return createWriteStream(target, { flags: 'wx', mode: FILE_MODE, flush: true })
}

/**
 * Returns whether an error is the system's, such as a full disk, and not a fault of the archive.
 */
function isSystemError(cause: unknown): boolean {
	return cause instanceof Error && 'syscall' in cause
}

/** Returns a stream that hashes its bytes, and fails if they are more than this. */
function hashBytes(maxBytes = Number.POSITIVE_INFINITY) {
	const hash = createHash('sha256')
	let bytes = 0
	const stream = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			bytes += chunk.length
			if (bytes > maxBytes) return done(new Error(`a file has more than the ${maxBytes} bytes of the manifest`))
			hash.update(chunk)
			done(null, chunk)
		},
	})
	return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) }
}

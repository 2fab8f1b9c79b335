import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive as a test wants it: `promises` is the size that the headers name, `attributes` what Unix says it is. */
export interface ZipFile {
	name: string
	bytes: Uint8Array | string
	promises?: number
	attributes?: number
}

/** An archive of these files, honest where it is not told to lie. */
export function makeZip(files: readonly ZipFile[]): Uint8Array {
	const locals: Buffer[] = []
	const directory: Buffer[] = []
	let at = 0
	for (const { name, bytes, promises, attributes = 0 } of files) {
		const content = Buffer.from(bytes)
		const packed = deflateRawSync(content)
		const local = header(0x04034b50, 30, { name, content, packed, promises })
		const entry = header(0x02014b50, 46, { name, content, packed, promises })
		entry.writeUInt32LE(attributes * 0x10000, 38)
		entry.writeUInt32LE(at, 42)
		locals.push(local, packed)
		directory.push(entry)
		at += local.length + packed.length
	}
	const end = Buffer.alloc(22)
	end.writeUInt32LE(0x06054b50, 0)
	end.writeUInt16LE(files.length, 8)
	end.writeUInt16LE(files.length, 10)
	end.writeUInt32LE(Buffer.concat(directory).length, 12)
	end.writeUInt32LE(at, 16)
	return Buffer.concat([...locals, ...directory, end])
}

interface Described {
	name: string
	content: Buffer
	packed: Buffer
	promises: number | undefined
}

/** The header before a file, or its entry in the directory, which has the same fields two bytes further on. */
function header(signature: number, length: number, { name, content, packed, promises }: Described): Buffer {
	const named = Buffer.from(name)
	const bytes = Buffer.alloc(length)
	const from = length === 46 ? 6 : 4
	bytes.writeUInt32LE(signature, 0)
	bytes.writeUInt16LE(20, from)
	bytes.writeUInt16LE(0x800, from + 2)
	bytes.writeUInt16LE(8, from + 4)
	bytes.writeUInt32LE(crc32(content), from + 10)
	bytes.writeUInt32LE(packed.length, from + 14)
	bytes.writeUInt32LE(promises ?? content.length, from + 18)
	bytes.writeUInt16LE(named.length, from + 22)
	return Buffer.concat([bytes, named])
}

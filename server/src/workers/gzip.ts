/** Compresses what is sent to clients that accept gzip. It takes milliseconds a megabyte, so it is for processes that may take long. */
import { pipeline, Readable } from 'node:stream'
import { createGzip, gzipSync } from 'node:zlib'

/** Half the time of the usual level, for a result that is a tenth larger. */
const LEVEL = 3

export function gzip(bytes: Uint8Array): Uint8Array {
	return gzipSync(bytes, { level: LEVEL })
}

/** Compresses chunks as they are written. What they throw is thrown where the result is read. */
export function gzipChunks(chunks: AsyncIterable<string | Uint8Array>): AsyncIterable<Uint8Array> {
	return pipeline(Readable.from(chunks, { objectMode: true }), createGzip({ level: LEVEL }), () => {})
}

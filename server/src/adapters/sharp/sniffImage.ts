const latin1 = new TextDecoder('latin1')

/** What a picture's bytes say that it is; its name and its type, as they were sent, are never asked. Null for anything that is not taken. */
export function sniffImage(bytes: Uint8Array): 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | null {
	const text = (from: number, to: number) => latin1.decode(bytes.subarray(from, to))
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
	if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
	if (/^GIF8[79]a$/.test(text(0, 6))) return 'gif'
	return text(4, 8) === 'ftyp' && isAvif(bytes, text) ? 'avif' : null
}

/** The brands of the file's first box: one of them must be AVIF's. */
function isAvif(bytes: Uint8Array, text: (from: number, to: number) => string): boolean {
	const length = Math.min(bytes.length, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), 256)
	for (let at = 8; at + 4 <= length; at += 4) if (text(at, at + 4) === 'avif') return true
	return false
}

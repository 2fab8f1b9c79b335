import { isoDate } from './isoDate.ts'

const FORBIDDEN = /[<>:"/\\|?*\p{C}\p{Zl}\p{Zp}]+/gu
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i
/* 255 bytes is the limit of common file systems; two parts, the date and the ending must fit. */
const MAX_PART_BYTES = 100

/** What a file is named after. */
interface Named {
	workshop: { title: string }
	board: { title: string }
	at: Date
}

/** `Workshop - Board - 2025-11-24.csv`: any script is kept, and what some system forbids in names is not. */
export function fileName({ workshop, board, at }: Named, ending: string): string {
	return `${[workshop.title, board.title].map(safePart).join(' - ')} - ${isoDate(at)}.${ending}`
}

/** A `Content-Disposition` that saves under this name: RFC 6266, with a plain name for what reads no other. */
export function attachment(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\x20-\x7e]+|["\\%]/g, '_')
	const encoded = encodeURIComponent(name).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	)
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

function safePart(title: string): string {
	const cleaned = title.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ')
	let part = ''
	let bytes = 0
	for (const letter of cleaned) {
		bytes += Buffer.byteLength(letter)
		if (bytes > MAX_PART_BYTES) break
		part += letter
	}
	part = part.replace(/^[\s.]+|[\s.]+$/g, '')
	if (part === '' || RESERVED.test(part)) return `${part}_`
	return part
}

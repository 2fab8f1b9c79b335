import { fileName as nameOf } from '@charrette/shared'

/** What a file is named after. */
interface Named {
	workshop: { title: string }
	board: { title: string }
	at: Date
	zone?: string | undefined
}

/** The name under which a file of a board, or of something else with a title, is saved. */
export function fileName({ workshop, board, at, zone }: Named, ending: string): string {
	return nameOf({ workshop: workshop.title, title: board.title, at: at.getTime(), zone }, ending)
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

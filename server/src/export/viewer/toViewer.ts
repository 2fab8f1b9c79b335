import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type ImageId, stripInvalidXmlChars } from '@charrette/shared'
import { VIEWER_DIR } from '../../paths.ts'
import { type ExportedBoard, type ExportMeta, imageIdsOf } from '../ExportedBoard.ts'
import { translationNote } from '../inLanguage.ts'
import type { ViewerBoard, ViewerFile } from './ViewerFile.ts'
import { viewerBoard } from './viewerBoard.ts'

/**
 * Writes boards of one workshop as an HTML file that works offline (VIEW1), in chunks, so that only
 * one image at a time is in memory.
 */
export async function* toViewer(
	boards: readonly ExportedBoard[],
	{ at, locale }: Pick<ExportMeta, 'at' | 'locale'>,
): AsyncGenerator<string> {
	const [script = '', style = ''] = await Promise.all(
		['viewer.js', 'viewer.css'].map((name) => readFile(new URL(name, VIEWER_DIR), 'utf8')),
	)
	const workshop = boards[0]?.workshop.title ?? ''
	const note = translationNote(
		boards.map(({ translation }) => translation),
		locale,
	)
	const about = { locale, at: at.getTime(), workshop, ...(note && { note }) }
	const head = { ...about, titles: boards.map(({ board }) => board.title) }
	yield* viewerPage(head, { boards: viewerBoards(boards), images: imagesOf(boards), script, style })
}

function* viewerBoards(boards: readonly ExportedBoard[]): Generator<ViewerBoard> {
	for (const board of boards) yield viewerBoard(board)
}

/** Yields the images on these boards, each once, as `data:` URLs. */
async function* imagesOf(boards: readonly ExportedBoard[]): AsyncGenerator<[ImageId, string]> {
	const seen = new Set<ImageId>()
	for (const { content, readImage } of boards)
		for (const id of imageIdsOf(content)) {
			if (seen.has(id)) continue
			seen.add(id)
			const file = await readImage(id, 1024)
			if (file) yield [id, `data:${file.type};base64,${Buffer.from(file.bytes).toString('base64')}`]
		}
}

/** The part of a viewer's page before its boards, with their titles. */
export interface PageHead extends Pick<ViewerFile, 'locale' | 'at' | 'workshop' | 'note'> {
	titles: readonly string[]
}

/**
 * The boards and their images, which are read one by one, and the built script and style of the
 * viewer.
 */
export interface PageParts {
	boards: Iterable<ViewerBoard>
	images: AsyncIterable<[ImageId, string]>
	script: string
	style: string
}

const POLICY = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/

/**
 * Writes the viewer's page, in chunks (VIEW1, VIEW2):
 *
 *     <meta>      a policy that allows only the script below, and no requests
 *     <style>     the style
 *     <script>    the boards as JSON, not executed; every < is escaped, so that no text can end it
 *     <script>    the script, allowed by its hash; it never sets HTML
 */
export async function* viewerPage(head: PageHead, parts: PageParts): AsyncGenerator<string> {
	const { script, style, boards, images } = parts
	const { titles, ...about } = head
	const hash = createHash('sha256').update(script).digest('base64')
	const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`
	const [only] = titles.length === 1 ? titles : []
	const title = only === undefined ? about.workshop : `${only} · ${about.workshop}`
	yield [
		`<!doctype html><html lang="${about.locale}"><head><meta charset="utf-8">`,
		`<meta http-equiv="Content-Security-Policy" content="${policy}">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
		`<meta name="generator" content="Charrette"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
		'<script type="application/json" id="file">',
	].join('\n')
	yield `${json(about).slice(0, -1)},"boards":[`
	let comma = ''
	for (const board of boards) {
		yield comma + json(board)
		comma = ','
	}
	yield '],"pictures":{'
	comma = ''
	for await (const [id, address] of images) {
		yield `${comma}${json(id)}:${json(address)}`
		comma = ','
	}
	yield `}}</script>\n<script>${script}</script></body></html>\n`
}

/** Writes JSON that is safe in a script element. */
function json(value: unknown): string {
	return JSON.stringify(value).replaceAll('<', '\\u003c')
}

/**
 * Returns the policy of a viewer's page, which the server also sends as a header. It is within the
 * first 4 KB. Throws an `Error` for another page.
 */
export function policyIn(page: string): string {
	const policy = POLICY.exec(page)?.[1]
	if (!policy) throw new Error('not a page of the viewer')
	return policy
}

/** Escapes a text for HTML, in elements and double-quoted attributes. */
export function escapeHtml(text: string): string {
	return stripInvalidXmlChars(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

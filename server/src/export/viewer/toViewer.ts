import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { ImageId } from '@charrette/shared'
import { VIEWER_DIR } from '../../paths.ts'
import { type ExportedBoard, type ExportMeta, imageIdsOf } from '../ExportedBoard.ts'
import type { ViewerBoard, ViewerFile } from './ViewerFile.ts'
import { viewerBoard } from './viewerBoard.ts'

/**
 * Boards of one workshop, one or many, as one HTML file that shows them anywhere, off-line and from a disk (VIEW1); in
 * pieces, so that one with many pictures is never in memory whole.
 */
export async function* toViewer(
	boards: readonly ExportedBoard[],
	{ at, locale }: Pick<ExportMeta, 'at' | 'locale'>,
): AsyncGenerator<string> {
	const [script = '', style = ''] = await Promise.all(
		['viewer.js', 'viewer.css'].map((name) => readFile(new URL(name, VIEWER_DIR), 'utf8')),
	)
	const workshop = boards[0]?.workshop.title ?? ''
	const head = { locale, at: at.getTime(), workshop, titles: boards.map(({ board }) => board.title) }
	yield* viewerPage(head, { boards: viewerBoards(boards), pictures: imagesOf(boards), script, style })
}

function* viewerBoards(boards: readonly ExportedBoard[]): Generator<ViewerBoard> {
	for (const board of boards) yield viewerBoard(board)
}

/** The pictures on these boards, each once, as `data:` addresses. */
async function* imagesOf(boards: readonly ExportedBoard[]): AsyncGenerator<[ImageId, string]> {
	const seen = new Set<ImageId>()
	for (const { content, picture } of boards)
		for (const id of imageIdsOf(content)) {
			if (seen.has(id)) continue
			seen.add(id)
			const file = await picture(id, 1024)
			if (file) yield [id, `data:${file.type};base64,${Buffer.from(file.bytes).toString('base64')}`]
		}
}

/** What is told of a viewer's page before its boards: what they are called among it. */
export interface PageHead extends Pick<ViewerFile, 'locale' | 'at' | 'workshop'> {
	titles: readonly string[]
}

/** What the viewer's page is made of: the boards and their pictures, asked for one by one; its script and its style, as they were built. */
export interface PageParts {
	boards: Iterable<ViewerBoard>
	pictures: AsyncIterable<[ImageId, string]>
	script: string
	style: string
}

const POLICY = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/

/**
 * The viewer's page, in pieces (VIEW1, VIEW2):
 *
 *     <meta>      a policy under which this one script runs and nothing is fetched
 *     <style>     the style
 *     <script>    the boards, as JSON in which every < is escaped, so that no text ends the element; it runs nowhere
 *     <script>    the script, whose hash the policy names; it sets text as text alone
 */
export async function* viewerPage(head: PageHead, parts: PageParts): AsyncGenerator<string> {
	const { script, style, boards, pictures } = parts
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
	for await (const [id, address] of pictures) {
		yield `${comma}${json(id)}:${json(address)}`
		comma = ','
	}
	yield `}}</script>\n<script>${script}</script></body></html>\n`
}

/** JSON in which no text ends the element that it lies in. */
function json(value: unknown): string {
	return JSON.stringify(value).replaceAll('<', '\\u003c')
}

/** The policy that a viewer's page carries, for who serves it; it is in the first few kilobytes of the page. */
export function policyIn(page: string): string {
	const policy = POLICY.exec(page)?.[1]
	if (!policy) throw new Error('this is no page of the viewer')
	return policy
}

/** A text as HTML shows it as it is, in an element or between double quotes. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

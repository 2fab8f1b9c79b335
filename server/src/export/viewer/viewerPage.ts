import { createHash } from 'node:crypto'
import type { ViewerFile } from './ViewerFile.ts'

/** What the viewer's page is made of beside the boards: its script and its style, as they were built. */
export interface PageParts {
	script: string
	style: string
}

const POLICY = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/

/**
 * The viewer's page, in one piece (VIEW1, VIEW2):
 *
 *     <meta>      a policy under which this one script runs and nothing is fetched
 *     <style>     the style
 *     <script>    the boards, as JSON in which every < is escaped, so that no text ends the element; it runs nowhere
 *     <script>    the script, whose hash the policy names; it sets text as text alone
 */
export function viewerPage(file: ViewerFile, { script, style }: PageParts): string {
	const hash = createHash('sha256').update(script).digest('base64')
	const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`
	const [only] = file.boards.length === 1 ? file.boards : []
	const title = only ? `${only.title} · ${file.workshop}` : file.workshop
	return [
		`<!doctype html><html lang="${file.locale}"><head><meta charset="utf-8">`,
		`<meta http-equiv="Content-Security-Policy" content="${policy}">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
		`<meta name="generator" content="Charrette"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
		`<script type="application/json" id="file">${JSON.stringify(file).replaceAll('<', '\\u003c')}</script>`,
		`<script>${script}</script></body></html>\n`,
	].join('\n')
}

/** The policy that a viewer's page carries, for who serves it. */
export function policyIn(page: string): string {
	const policy = POLICY.exec(page)?.[1]
	if (!policy) throw new Error('this is no page of the viewer')
	return policy
}

/** A text as HTML shows it as it is, in an element or between double quotes. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

import { CARD_KINDS, KIND_COLOURS, plainText } from '@charrette/shared'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { exportLabelsIn } from './labels.ts'
import { clusterLabel } from './toCsv.ts'

const MAX_LABEL_LETTERS = 300
/**
 * The defaults of `maxTextSize` and `maxEdges` in Mermaid 11. Only the page that draws a diagram
 * can raise them, not the diagram.
 */
const MAX_TEXT_SIZE = 50_000
const MAX_EDGES = 500

/**
 * Writes a board as a flowchart of Mermaid, which many programs render in Markdown files. Cards
 * have the colours of their kinds, clusters are subgraphs, and links have their meaning. Positions
 * and images are left out. A diagram that is larger than most programs draw says so in its first
 * line.
 */
export function toMermaid({ content }: ExportedBoard, { locale }: Pick<ExportMeta, 'locale'>): string {
	const labels = exportLabelsIn(locale)
	const names = new Map(content.cards.map(({ id }, at) => [id, `c${at + 1}`]))
	const nodes = new Map(
		content.cards.map(({ id, text, city, kind }) => {
			const label = [plainText(text), city].filter(Boolean).join('\n')
			return [id, `${names.get(id)}["${labelOf(label)}"]:::${kind}`]
		}),
	)
	const clustered = new Set(content.clusters.flatMap(({ cards }) => cards))
	const subgraphs = content.clusters
		.filter(({ cards }) => cards.length > 0)
		.flatMap((cluster, at) => [
			`\tsubgraph k${at + 1}["${labelOf(clusterLabel(cluster, labels))}"]`,
			...cluster.cards.flatMap((id) => (nodes.has(id) ? [`\t\t${nodes.get(id)}`] : [])),
			'\tend',
		])
	const loose = content.cards.filter(({ id }) => !clustered.has(id)).map(({ id }) => `\t${nodes.get(id)}`)
	const links = content.links.flatMap(({ from, to, meaning }) => {
		const [start, end] = [names.get(from), names.get(to)]
		return start && end ? [`\t${start} -->|"${labelOf(labels.meanings[meaning])}"| ${end}`] : []
	})
	const classes = CARD_KINDS.map((kind) => {
		const { fill, ink } = KIND_COLOURS[kind]
		return `\tclassDef ${kind} fill:${fill},stroke:${ink},color:#1a1a1a`
	})
	const text = ['flowchart LR', ...subgraphs, ...loose, ...links, ...classes, ''].join('\n')
	const isDrawn = text.length <= MAX_TEXT_SIZE && links.length <= MAX_EDGES
	return isDrawn ? text : `%% ${labels.largeDiagram(MAX_TEXT_SIZE, MAX_EDGES)}\n${text}`
}

/**
 * Escapes a text for a quoted label: its syntax characters become entities, so that none of it is
 * read as syntax, HTML or Markdown.
 */
function labelOf(text: string): string {
	const letters = [...text]
	const cut = letters.length > MAX_LABEL_LETTERS ? `${letters.slice(0, MAX_LABEL_LETTERS - 1).join('')}…` : text
	return cut
		.replace(/[#&"<>`*_[\]{}|\\;]/g, (sign) => `#${sign.charCodeAt(0)};`)
		.replace(/\r\n|\r|\n/g, '<br/>')
		.replace(/\p{Cc}/gu, ' ')
}

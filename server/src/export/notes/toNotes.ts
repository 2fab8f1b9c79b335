import {
	type BoardContent,
	type Card,
	type Cluster,
	capitalize,
	isoDay,
	joinedObstaclesOf,
	namesIn,
} from '@charrette/shared'
import { type ArchiveEntry, zipArchive } from '../archive.ts'
import { documentLink } from '../documentLink.ts'
import type { ExportedBoard, ExportMeta } from '../ExportedBoard.ts'
import { type ContentIndex, indexContent } from '../indexContent.ts'
import { translationNote } from '../inLanguage.ts'
import { type ExportLabels, exportLabelsIn } from '../labels.ts'
import { choicesOf, clusterLabel, joinedLines } from '../toCsv.ts'
import { imageLink, linkLines } from '../toMarkdown.ts'
import { createNoteNames } from './noteNames.ts'
import { frontMatter, noteLine, noteText } from './noteText.ts'

/** The input of the functions that write the notes of a board. */
interface Notes {
	exported: ExportedBoard
	meta: ExportMeta
	labels: ExportLabels
	index: ContentIndex
	/** Returns the link to the note of the card or cluster with this id. */
	linkTo(id: string): string
	/** The link to the note of the board. */
	board: string
}

/**
 * Writes a board as a ZIP of Markdown notes for Obsidian, Logseq and others: one for each card, one
 * for each cluster, and one for the board, in one folder. They link to each other as `[[note]]`.
 * Names of notes are unique in the folder and valid file names on every system.
 */
export function toNotes(exported: ExportedBoard, meta: ExportMeta): AsyncGenerator<Uint8Array> {
	return zipArchive(entriesOf(exported, meta), meta)
}

async function* entriesOf(exported: ExportedBoard, meta: ExportMeta): AsyncGenerator<ArchiveEntry> {
	const { board, content } = exported
	const labels = exportLabelsIn(meta.locale)
	const take = createNoteNames()
	const boardName = take(board.title)
	const names = new Map<string, string>()
	for (const cluster of content.clusters) names.set(cluster.id, take(clusterLabel(cluster, labels)))
	for (const { id, text, kind } of content.cards) names.set(id, take(text, labels.kinds[kind]))
	const linkTo = (id: string) => `[[${names.get(id)}]]`
	const notes: Notes = { exported, meta, labels, index: indexContent(content), linkTo, board: `[[${boardName}]]` }
	const entry = (name: string | undefined, text: string) => ({ path: `${boardName}/${name}.md`, chunks: [text] })
	yield entry(boardName, boardNote(notes))
	for (const cluster of content.clusters) yield entry(names.get(cluster.id), clusterNote(cluster, notes))
	for (const card of content.cards) yield entry(names.get(card.id), cardNote(card, notes))
}

function boardNote({ exported, meta, labels, index, linkTo }: Notes): string {
	const { workshop, session, board, content } = exported
	const day = isoDay(meta.at, meta.zone)
	const open = joinedObstaclesOf(content.cards, content.links).filter(({ isAnswered }) => !isAnswered)
	const openLines = open.map(({ obstacles }) => `- ${obstacles.map(({ card }) => linkTo(card)).join(', ')}`)
	const listOf = (cards: readonly Card[]) => cards.map(({ id }) => `- ${linkTo(id)}`).join('\n')
	const loose = index.members.get(undefined) ?? []
	const sections = [
		content.clusters.map(({ id }) => `## ${linkTo(id)}\n\n${listOf(index.members.get(id) ?? [])}`.trim()),
		loose.length > 0 ? [`## ${labels.withoutCluster}\n\n${listOf(loose)}`] : [],
		imagesOf(undefined, { index, labels, meta }),
		open.length > 0 ? [`## ${capitalize(labels.coverage.open)}\n\n${openLines.join('\n')}`] : [],
	]
	const matter = frontMatter({
		charrette: 'notes',
		workshop: workshop.title,
		session: session.title,
		date: day,
		...countsOf(content),
	})
	const note = translationNote([exported.translation], meta.locale)
	return noteOf([matter, `# ${noteLine(board.title)}`, note ? `*${note}*` : '', ...sections.flat()])
}

function countsOf({ cards, links, coverage }: BoardContent) {
	return { cards: cards.length, links: links.length, obstacles: coverage.obstacles, open: coverage.open }
}

function clusterNote(cluster: Cluster, { index, labels, linkTo, board, meta }: Notes): string {
	const cards = index.members.get(cluster.id) ?? []
	return noteOf([
		frontMatter({ board, cards: cards.length }),
		`# ${noteLine(clusterLabel(cluster, labels))}`,
		cards.map(({ id }) => `- ${linkTo(id)}`).join('\n'),
		...imagesOf(cluster.id, { index, labels, meta }),
	])
}

function cardNote(card: Card, { labels, index, linkTo, board, meta }: Notes): string {
	const { id, kind, city, author, cluster, votes, reactions, description, source, image } = card
	const isAnswered = (index.incoming.get(id) ?? []).some(({ meaning }) => meaning === 'addresses')
	const properties = {
		...choicesOf(card, namesIn(labels)),
		...{ city, author, cluster: cluster && linkTo(cluster), board },
		...(kind === 'obstacle' && { answered: isAnswered }),
		votes,
		reactions: reactions?.map(({ emoji, count }) => `${emoji} ${count}`),
	}
	const lines = linkLines(card, { index, labels, mentionOf: linkTo })
	return noteOf([
		frontMatter(properties),
		noteText(card.text),
		image ? imageLink(image, { labels, origin: meta.origin }) : '',
		documentLink(card, meta.origin),
		noteText(description ?? ''),
		source ? `${labels.headings.source}: ${noteLine(source)}` : '',
		joinedLines(card).map(noteLine).join('\n'),
		lines.length > 0 ? `## ${labels.headings.links}\n\n${lines.map((line) => `- ${line}`).join('\n')}` : '',
	])
}

function imagesOf(cluster: string | undefined, { index, labels, meta }: Pick<Notes, 'index' | 'labels' | 'meta'>) {
	return (index.images.get(cluster) ?? []).map((image) => imageLink(image, { labels, origin: meta.origin }))
}

function noteOf(parts: readonly string[]): string {
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

import type { BoardContent, Session } from '@charrette/shared'
import { textIn } from '@charrette/shared'
import { hasContent } from './boardSections.ts'
import type { ReportBlock, ReportCell, ReportColumn, ReportSection } from './Report.ts'
import type { ReportScope } from './ReportSource.ts'
import { mostDots } from './voteSections.ts'

/** A session's run sheet. */
export function agendaSection({ phases }: Session, { paper, locale }: ReportScope, level: number): ReportSection[] {
	if (phases.length === 0) return []
	const columns: ReportColumn[] = [
		{ title: paper.phase, share: 4 },
		{ title: paper.prompt, share: 7 },
		{ title: paper.minutes, share: 1.6 },
	]
	const rows = phases.map(({ title, prompt, minutes }): ReportCell[] => [
		textIn(title, locale),
		textIn(prompt, locale),
		minutes > 0 ? minutes : '',
	])
	const total = phases.reduce((sum, { minutes }) => sum + minutes, 0)
	if (total > 0) rows.push([paper.total, '', total])
	return [{ level, title: paper.agenda, startsPage: level === 1, blocks: [{ type: 'table', columns, rows }] }]
}

/** All boards in a few figures, board by board, and the cards with the most dots. */
export function summarySections(scope: ReportScope): ReportSection[] {
	const { paper } = scope
	const votes = mostDots(scope)
	return [
		{ level: 1, title: paper.summary, startsPage: scope.sessions.length > 1, blocks: overall(scope) },
		{ level: 2, title: paper.byBoard, startsPage: false, blocks: byBoard(scope) },
		...(votes.length > 0 ? [{ level: 2, title: paper.mostDots, startsPage: false, blocks: votes }] : []),
	]
}

function overall({ contents, paper }: ReportScope): ReportBlock[] {
	const all = [...contents.values()]
	const sum = (of: (content: BoardContent) => number) => all.reduce((total, content) => total + of(content), 0)
	const [obstacles, answered] = [sum(({ coverage }) => coverage.obstacles), sum(({ coverage }) => coverage.answered)]
	const figures = [
		{ value: sum(({ cards }) => cards.length), label: paper.cards },
		{ value: obstacles, label: paper.obstacles },
		{ value: answered, label: paper.answered },
		{ value: sum(({ coverage }) => coverage.open), label: paper.open },
		{ value: sum(({ coverage }) => coverage.shared), label: paper.shared },
	]
	const blocks: ReportBlock[] = [{ type: 'figures', figures }]
	if (obstacles > 0)
		blocks.push({ type: 'meter', part: answered, whole: obstacles, label: paper.answeredOf(answered, obstacles) })
	return blocks
}

function byBoard({ sessions, contents, paper }: ReportScope): ReportBlock[] {
	const boards = sessions.flatMap((session) =>
		session.boards.flatMap((board) => {
			const content = contents.get(board.id)
			const title = sessions.length > 1 ? `${session.title} · ${board.title}` : board.title
			return content ? [{ title, content }] : []
		}),
	)
	const columns = [
		{ title: paper.board, share: 4 },
		...[paper.cards, paper.obstacles, paper.answered, paper.open].map((title) => ({ title, share: 1.6 })),
	]
	const rows = boards
		.filter(({ content }) => hasContent(content))
		.map(({ title, content: { cards, coverage } }) => {
			return [title, cards.length, coverage.obstacles, coverage.answered, coverage.open]
		})
	const empty = boards.filter(({ content }) => !hasContent(content)).map(({ title }) => title)
	return [
		...(rows.length > 0 ? [{ type: 'table' as const, columns, rows }] : []),
		...(empty.length > 0 ? [{ type: 'text' as const, text: paper.nothingOn(empty.join(paper.comma)) }] : []),
	]
}

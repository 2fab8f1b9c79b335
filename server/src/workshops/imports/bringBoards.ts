import type { Board, BoardId, Identity, Imported, ImportedBoard, SessionId, Skipped, Workshop } from '@charrette/shared'
import { bringRecords, createId, LIMITS, MAX_SKIPPED, recordsOf } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { SettledBoard, SettledFile } from '../../import/settleDraft.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { changeWorkshop } from '../WorkshopDeps.ts'
import { openDraft } from './openDraft.ts'

/** What is brought in, by whom. */
interface Bringing {
	workshop: Workshop
	file: SettledFile
	by: Pick<Identity, 'participant'>
}

/** What would come in, with nothing done. `board` is where it would go; null for boards of their own. */
export function previewOf(file: SettledFile, board: Board | null): Imported {
	const boards = file.boards.map((draft) => told(draft, { id: board?.id ?? ('' as BoardId), title: draft.title }))
	return { ...answer(boards, file.skipped), ...(file.table && { table: file.table }) }
}

/** Brings all that a file holds onto a board, beside what is there, each board of the file in one step (IMP1). Resolves once durable. */
export async function bringBeside(
	deps: WorkshopDeps,
	{ workshop, file, by }: Bringing,
	board: Board,
): Promise<Imported> {
	const skipped = [...file.skipped]
	const boards: ImportedBoard[] = []
	for (const draft of file.boards) {
		const opened = await openDraft(deps, draft, { workshop, by, skipped })
		let records: string[] = []
		try {
			await deps.rooms.write(board, (doc) => {
				records = bringRecords(opened.doc, doc)
			})
		} finally {
			opened.doc.destroy()
		}
		boards.push(told({ ...draft, counts: opened.counts }, { id: board.id, title: board.title, records }))
	}
	return answer(boards, skipped)
}

/**
 * Makes a board of a session of each that a file holds. They are written first, so that nobody sees one that is not there
 * yet. Throws `not_now` for more boards than a session has room for.
 */
export async function bringAsBoards(
	deps: WorkshopDeps,
	{ workshop, file, by }: Bringing,
	{ session, title }: { session: SessionId; title: string },
): Promise<Imported> {
	const room = LIMITS.maxBoardsApart - apart(workshop, session)
	if (file.boards.length > room) refuseMore()
	const skipped = [...file.skipped]
	const made: Board[] = []
	const boards: ImportedBoard[] = []
	for (const draft of file.boards) {
		const board: Board = {
			id: createId<BoardId>(),
			title: draft.title || title,
			group: null,
			frozen: false,
			isApart: true,
		}
		const opened = await openDraft(deps, draft, { workshop, by, skipped })
		try {
			await deps.rooms.write(board, (doc) => bringRecords(opened.doc, doc))
			const records = [...recordsOf(opened.doc).keys()]
			boards.push(told({ ...draft, counts: opened.counts }, { id: board.id, title: board.title, records }))
		} finally {
			opened.doc.destroy()
		}
		made.push(board)
	}
	if (made.length > 0) await changeWorkshop(deps, workshop.id, (now) => withBoards(now, session, made))
	return answer(boards, skipped)
}

/** How many boards of a session stand apart. */
function apart(workshop: Workshop, id: SessionId): number {
	const session = workshop.sessions.find((candidate) => candidate.id === id)
	if (!session) throw new AppError('not_found', 'There is no such session.')
	return session.boards.filter(({ isApart }) => isApart).length
}

function withBoards(workshop: Workshop, id: SessionId, made: readonly Board[]): Workshop {
	if (apart(workshop, id) + made.length > LIMITS.maxBoardsApart) refuseMore()
	const sessions = workshop.sessions.map((session) =>
		session.id === id ? { ...session, boards: [...session.boards, ...made] } : session,
	)
	return { ...workshop, sessions }
}

function refuseMore(): never {
	throw new AppError(
		'not_now',
		`A session has ${LIMITS.maxBoardsApart} boards apart from its groups at most.`,
		'too_many_boards',
	)
}

function told(
	{ counts, first }: Pick<SettledBoard, 'counts' | 'first'>,
	{ records = [], ...board }: { id: BoardId; title: string; records?: string[] },
): ImportedBoard {
	return { ...board, ...counts, first, records }
}

function answer(boards: ImportedBoard[], skipped: readonly Skipped[]): Imported {
	return { boards, skipped: skipped.slice(0, MAX_SKIPPED), more: Math.max(0, skipped.length - MAX_SKIPPED) }
}

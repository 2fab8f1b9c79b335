import type { BoardContent, BoardFile, ErrorBody, ImportResult, WorkshopView } from '@charrette/shared'
import { boardFile } from '@charrette/shared'
import { call } from './call.ts'
import type { ExportScene } from './exportScene.ts'
import { setExportScene } from './exportScene.ts'
import type { TestServer } from './startServer.ts'

/** Where a file goes, as what, and by whom: a board of its own, by the facilitator, unless told otherwise. */
interface ImportWish {
	to?: string
	name?: string
	token?: string
	at?: TestServer
	dryRun?: boolean
	/** Which columns of a table say what, as a query. */
	columns?: string
}

/** A workshop with a board that holds everything, empty ones, and the ways to bring files in. */
export interface ImportScene extends ExportScene {
	bring(file: Uint8Array | string, wish?: ImportWish): Promise<ImportResult & ErrorBody & { status: number }>
	/** The status and the code with which a file is refused. */
	refusal(file: Uint8Array | string, wish?: ImportWish): Promise<unknown[]>
	/** A group's board, with nothing on it at first. */
	groupBoard(n: number): string
	/** A board as its JSON has it. */
	fileOf(board: string, at?: TestServer, token?: string): Promise<BoardFile>
	contentOf(board: string): Promise<BoardContent>
	view(): Promise<WorkshopView>
}

export const boardPath = (board: string) => `/api/boards/${board}`
export const sessionPath = ({ workshop }: { workshop: { session: string } }) => `/api/sessions/${workshop.session}`

/** A board's JSON with this in it, and nothing else. */
export function boardJson(file: object): string {
	return JSON.stringify({
		format: 'charrette.board',
		formatVersion: 2,
		board: { title: 'From elsewhere' },
		...file,
	})
}

/** A board's JSON with these records, and nothing else. */
export function recordsJson(records: Record<string, object>): string {
	return boardJson({ document: { schema: 1, records } })
}

/** Sets it all up. */
export async function setImportScene(server: TestServer): Promise<ImportScene> {
	const scene = await setExportScene(server)
	const { opened } = scene
	const bring: ImportScene['bring'] = async (file, wish = {}) => {
		const { to = sessionPath(opened), name = '', token = opened.token, at = server, dryRun, columns = '' } = wish
		const path = `${to}/import?name=${encodeURIComponent(name)}${dryRun ? '&dryRun=1' : ''}${columns}`
		const bytes = new Uint8Array(Buffer.from(file))
		const answer = await call<ImportResult & ErrorBody>(at.url, path, { bytes, token })
		return { ...answer.body, status: answer.status }
	}
	return {
		...scene,
		bring,
		async refusal(file, wish) {
			const { status, error } = await bring(file, wish)
			return [status, error?.code]
		},
		groupBoard: (n) => opened.workshop.sessions[0]?.boards[n]?.id ?? '',
		async fileOf(board, at = server, token = opened.token) {
			return boardFile.parse((await call(at.url, `${boardPath(board)}/export?format=json`, { token })).body)
		},
		contentOf: async (board) =>
			(await call<BoardContent>(server.url, `${boardPath(board)}/content`, { token: opened.token })).body,
		view: async () =>
			(await call<WorkshopView>(server.url, `/api/workshops/${opened.workshop.id}`, { token: opened.token })).body,
	}
}

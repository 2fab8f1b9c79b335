import type { BoardContent, BoardFile, ErrorBody, ImportResult, WorkshopView } from '@charrette/shared'
import { boardFile } from '@charrette/shared'
import { call } from './call.ts'
import type { ExportScene } from './exportScene.ts'
import { setExportScene } from './exportScene.ts'
import type { TestServer } from './startServer.ts'

/** Target, name and importer of a file; by default a new board, by the facilitator. */
interface ImportOptions {
	to?: string
	name?: string
	token?: string
	at?: TestServer
	dryRun?: boolean
	/** The chosen columns of a table, as a query string. */
	columns?: string
}

/**
 * A workshop with a board that has every kind of record, empty boards, and functions to import
 * files.
 */
export interface ImportScene extends ExportScene {
	bring(file: Uint8Array | string, options?: ImportOptions): Promise<ImportResult & ErrorBody & { status: number }>
	/** Returns the status and the code with which a file is refused. */
	refusal(file: Uint8Array | string, options?: ImportOptions): Promise<unknown[]>
	/** Returns the board of a group, which is empty at first. */
	groupBoard(n: number): string
	/** Returns a board as its JSON export. */
	fileOf(board: string, at?: TestServer, token?: string): Promise<BoardFile>
	contentOf(board: string): Promise<BoardContent>
	view(): Promise<WorkshopView>
}

export const boardPath = (board: string) => `/api/boards/${board}`
export const sessionPath = ({ workshop }: { workshop: { session: string } }) => `/api/sessions/${workshop.session}`

/** Returns the JSON file of a board with these parts only. */
export function boardJson(file: object): string {
	return JSON.stringify({
		format: 'charrette.board',
		formatVersion: 2,
		board: { title: 'From elsewhere' },
		...file,
	})
}

/** Returns the JSON file of a board with these records only. */
export function recordsJson(records: Record<string, object>): string {
	return boardJson({ document: { schema: 1, records } })
}

/** Opens the workshop and fills its board. */
export async function setImportScene(server: TestServer): Promise<ImportScene> {
	const scene = await setExportScene(server)
	const { opened } = scene
	const bring: ImportScene['bring'] = async (file, options = {}) => {
		const { to = sessionPath(opened), name = '', token = opened.token, at = server, dryRun, columns = '' } = options
		const path = `${to}/import?name=${encodeURIComponent(name)}${dryRun ? '&dryRun=1' : ''}${columns}`
		const bytes = new Uint8Array(Buffer.from(file))
		const answer = await call<ImportResult & ErrorBody>(at.url, path, { bytes, token })
		return { ...answer.body, status: answer.status }
	}
	return {
		...scene,
		bring,
		async refusal(file, options) {
			const { status, error } = await bring(file, options)
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

import type { BoardContent, JoinResult, Snapshot, SnapshotList } from '@charrette/shared'
import { boardRoom, buildCard, putRecord, type Records, recordsOf } from '@charrette/shared'
import type { Answer, FacilitatorClient } from './call.ts'
import { call, join, openAsFacilitator } from './call.ts'
import type { TestServer } from './startServer.ts'
import type { StockClient } from './stockClient.ts'
import { joinedAsStock } from './stockClient.ts'
import { until } from './until.ts'

/** A board with snapshots, its facilitator, and the participant Ana. */
export interface SnapshotScene {
	facilitator: FacilitatorClient
	ana: JoinResult
	client: StockClient
	/** Joins a board, Ana's by default; the client leaves with the scene. */
	enter(token: string, board?: JoinResult['board']['id']): Promise<StockClient>
	/** Edits the board as Ana, and waits for the ack. */
	edit(change: (records: Records) => void): Promise<void>
	/** Adds a card as Ana. */
	add(id: string, text?: string): Promise<void>
	get<Body>(path: string, token?: string): Promise<Answer<Body>>
	post<Body>(path: string, body: object, token?: string): Promise<Answer<Body>>
	save(name: string): Promise<Snapshot>
	list(): Promise<Snapshot[]>
	content(board?: string): Promise<BoardContent>
	texts(board?: string): Promise<string[]>
	leave(): void
}

/** Position of a record. */
export const at = (x: number, parent?: string) => ({ x, y: 0, index: 'a1' as never, ...(parent ? { parent } : {}) })

export async function openSnapshotScene(server: Pick<TestServer, 'url' | 'syncUrl'>): Promise<SnapshotScene> {
	const facilitator = await openAsFacilitator(server.url)
	const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
	const clients: StockClient[] = []
	const enter: SnapshotScene['enter'] = async (token, board = ana.board.id) => {
		const entered = await joinedAsStock(server.syncUrl, boardRoom(board), token)
		clients.push(entered)
		return entered
	}
	const client = await enter(ana.token)
	const edit: SnapshotScene['edit'] = async (change) => {
		const before = client.acked()
		client.doc.transact(() => change(recordsOf(client.doc)))
		await until('it is acked', () => client.acked() > before)
	}
	const facilitatorToken = facilitator.opened.token
	const get: SnapshotScene['get'] = (path, token = facilitatorToken) => call(server.url, path, { token })
	const post: SnapshotScene['post'] = (path, body, token = facilitatorToken) => call(server.url, path, { token, body })
	const snapshots = `/api/boards/${ana.board.id}/snapshots`
	const content = async (board: string = ana.board.id) => (await get<BoardContent>(`/api/boards/${board}/content`)).body
	return {
		facilitator,
		ana,
		client,
		enter,
		edit,
		get,
		post,
		content,
		add: (id, text = id) =>
			edit((records) => putRecord(records, buildCard(id, at(0), { kind: 'note', text }, ana.participant.id))),
		save: async (name) => (await post<Snapshot>(snapshots, { name })).body,
		list: async () => (await get<SnapshotList>(snapshots)).body.snapshots,
		texts: async (board) => (await content(board)).cards.map(({ text }) => text).sort(),
		leave() {
			for (const entered of clients.splice(0)) entered.leave()
		},
	}
}

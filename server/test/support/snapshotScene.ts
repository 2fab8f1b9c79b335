import type { BoardContent, JoinResult, Snapshot, SnapshotList } from '@charrette/shared'
import { boardRoom, buildCard, putRecord, type Records, recordsOf } from '@charrette/shared'
import type { Answer, FacilitatorClient } from './call.ts'
import { call, join, openAsFacilitator } from './call.ts'
import type { TestServer } from './startServer.ts'
import type { StockClient } from './stockClient.ts'
import { joinedAsStock } from './stockClient.ts'
import { until } from './until.ts'

/** A board whose past is looked at: its facilitator, and Ana at it. */
export interface SnapshotScene {
	facilitator: FacilitatorClient
	ana: JoinResult
	client: StockClient
	/** Somebody comes to a board, Ana's unless it is said; they leave with the scene. */
	enter(token: string, board?: JoinResult['board']['id']): Promise<StockClient>
	/** Does something to the board as Ana, and waits until it is kept. */
	edit(change: (records: Records) => void): Promise<void>
	/** Ana writes a card. */
	add(id: string, text?: string): Promise<void>
	get<Body>(path: string, token?: string): Promise<Answer<Body>>
	post<Body>(path: string, body: object, token?: string): Promise<Answer<Body>>
	save(name: string): Promise<Snapshot>
	list(): Promise<Snapshot[]>
	content(board?: string): Promise<BoardContent>
	texts(board?: string): Promise<string[]>
	leave(): void
}

/** Where a record lies that a story puts on the board. */
export const at = (x: number, parent?: string) => ({ x, y: 0, index: 'a1' as never, ...(parent ? { parent } : {}) })

export async function openSnapshotScene(server: Pick<TestServer, 'url' | 'syncUrl'>): Promise<SnapshotScene> {
	const desk = await openAsFacilitator(server.url)
	const ana = await join(server.url, desk.opened.joinCode, 'Ana')
	const here: StockClient[] = []
	const enter: SnapshotScene['enter'] = async (token, board = ana.board.id) => {
		const entered = await joinedAsStock(server.syncUrl, boardRoom(board), token)
		here.push(entered)
		return entered
	}
	const client = await enter(ana.token)
	const edit: SnapshotScene['edit'] = async (change) => {
		const before = client.acked()
		client.doc.transact(() => change(recordsOf(client.doc)))
		await until('it is acked', () => client.acked() > before)
	}
	const facilitator = desk.opened.token
	const get: SnapshotScene['get'] = (path, token = facilitator) => call(server.url, path, { token })
	const post: SnapshotScene['post'] = (path, body, token = facilitator) => call(server.url, path, { token, body })
	const snapshots = `/api/boards/${ana.board.id}/snapshots`
	const content = async (board: string = ana.board.id) => (await get<BoardContent>(`/api/boards/${board}/content`)).body
	return {
		facilitator: desk,
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
			for (const one of here.splice(0)) one.leave()
		},
	}
}

import type { BoardContent, BoardId, CardKind, ErrorBody, ExportFormat, Reaction, StoredImage } from '@charrette/shared'
import {
	buildCard,
	buildCluster,
	buildImage,
	buildLine,
	buildLink,
	CARD_KINDS,
	OBSTACLE_CATEGORIES,
	putRecord,
} from '@charrette/shared'
import sharp from 'sharp'
import type { Answer } from './call.ts'
import { call, join } from './call.ts'
import type { TestServer } from './startServer.ts'
import type { VotingScene } from './votingScene.ts'
import { openVotingScene } from './votingScene.ts'

/** Texts that break careless writers of files. */
export const TEXTS = [
	'Nobody knows who signs: nine months for “one” permit',
	'许可太慢，跨部门协调难：谁来签字？',
	'Los trámites: ¿quién decide? Año tras año…',
	'Élus & services : « qui décide ? » — c’est l’œuf',
	'🏛️ 👩🏽‍🔬 🇨🇴 𠮷野家',
	'التنسيق بين الإدارات صعب',
	'אין תקציב להדרכה (2025)',
	'=HYPERLINK("http://evil.example","Click")',
	"@SUM(1+1)*cmd|' /C calc'!A0",
	'</script><img src=x onerror=alert(1)> & &amp; ]]>',
	'two\nlines\n\n\tand a tab, "quotes", ;semi;',
	'  spaces around  ',
	'0012',
	'_x000D_ is no line break',
	'words '.repeat(1666).trim(),
] as const

/** The details of the card `c2`, without its image. */
export const DETAILS = {
	description: '=1+1\n详情: **no** <b>',
	source: 'https://a.example/?a=1&b=2',
	imageAlt: 'Fila, "9" h',
}

/**
 * A board with a card for each of `TEXTS`, two clusters, links, a stroke, an image and a vote, and
 * functions to export it. One of the cards has details, an image and reactions.
 */
export interface ExportScene extends VotingScene {
	board: BoardId
	content: BoardContent
	/** Exports a board; `bytes` is the file. */
	take(format: ExportFormat, query?: string, board?: BoardId): Promise<Answer<ErrorBody> & { bytes: Buffer }>
	read(board?: BoardId): Promise<BoardContent>
}

/** Opens a workshop and fills the board. */
export async function setExportScene(server: TestServer): Promise<ExportScene> {
	const hall = await openVotingScene(server)
	const { token, joinCode } = hall.opened
	const board = hall.plenary
	const ana = await join(server.url, joinCode, 'Ana “la jefa”', 'Bogotá')
	const li = await join(server.url, joinCode, '=李', 'Wuhan')
	const upload = async (background: string) => {
		const png = sharp({ create: { width: 60, height: 40, channels: 4, background } }).png()
		const bytes = new Uint8Array(await png.toBuffer())
		return (await call<StoredImage>(server.url, `/api/boards/${board}/images`, { token, bytes })).body.path
	}
	const [path, attached] = [await upload('#00808040'), await upload('#80000040')]
	await hall.edit(board, (records) => {
		const place = (number: number, parent?: string) => ({
			x: 20 + (number % 5) * 240,
			y: 40 + Math.floor(number / 5) * 150,
			index: `a${number < 10 ? number : String.fromCharCode(87 + number)}` as never,
			...(parent ? { parent } : {}),
		})
		const cards = TEXTS.map((text, number) => {
			const kind = CARD_KINDS[number % CARD_KINDS.length] as CardKind
			const category = kind === 'obstacle' ? (OBSTACLE_CATEGORIES[number % OBSTACLE_CATEGORIES.length] ?? null) : null
			const props = { kind, text, city: number % 2 ? 'Wuhan' : 'Bogotá', category }
			const author = (number % 2 ? li : ana).participant.id
			return buildCard(`c${number}`, place(number, number < 5 ? 'shape:k' : undefined), props, author)
		})
		const details = { ...DETAILS, image: attached }
		const line = buildLine('pen', { x: 0, y: 700, index: 'b00' as never }, [
			[0, 0],
			[300, 20],
		])
		for (const record of [
			buildCluster('k', { x: 0, y: 0, index: 'Zz' as never }, { title: '# 许可 & “permits”', w: 1240, h: 190 }),
			buildCluster('void', { x: 0, y: 800, index: 'Zy' as never }, { title: '', w: 300, h: 200 }),
			...cards.map((card) => (card.id === 'shape:c2' ? { ...card, meta: { ...card.meta, ...details } } : card)),
			line,
			buildImage('photo', { x: 400, y: 800, index: 'b01' as never }, { w: 60, h: 40, path, alt: '队列' }),
			...buildLink('answer', { from: 'shape:c1', to: 'shape:c0' }, 'b02' as never),
			...buildLink('cause', { from: 'shape:c7', to: 'shape:c14' }, 'b03' as never),
		])
			putRecord(records, record)
	})
	const round = await hall.open({ title: '哪个先？', perCard: 2 })
	await hall.vote(ana, { round, board, card: 'shape:c1', count: 2 })
	await hall.vote(li, { round, board, card: 'shape:c7', count: 1 })
	await hall.run({ type: 'vote.close', round })
	const react = (who: string, emoji: Reaction, card: string) =>
		call(server.url, `/api/boards/${board}/reactions`, { token: who, body: { card, emoji, isOn: true } })
	await react(li.token, '💡', 'shape:c2')
	for (const who of [ana.token, li.token]) await react(who, '👍', 'shape:c2')
	const read = async (of = board) => (await call<BoardContent>(server.url, `/api/boards/${of}/content`, { token })).body
	return {
		...hall,
		board,
		content: await read(),
		read,
		async take(format, query = '', of = board) {
			const path = `/api/boards/${of}/export?format=${format}${query}`
			const response = await fetch(server.url + path, { headers: { Authorization: `Bearer ${token}` } })
			const file = Buffer.from(await response.arrayBuffer())
			const text = file.toString('utf8')
			const isJson = response.headers.get('Content-Type')?.startsWith('application/json') ?? false
			return {
				...response,
				status: response.status,
				headers: response.headers,
				text,
				bytes: file,
				body: isJson ? JSON.parse(text) : undefined,
			}
		},
	}
}

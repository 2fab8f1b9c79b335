import { join as joinPath } from 'node:path'
import type { CreatedShare, CreatedWorkshop, Share, Shares, TokenGrant } from '@charrette/shared'
import { boardRoom, buildCard, FIRST_INDEX, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createShare, readShare, sweepShares } from '../dist/workshops/exports/shares.js'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { openSqliteShareStore } from './support/stores.ts'
import { until } from './support/until.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let server: TestServer
let opened: CreatedWorkshop
beforeAll(async () => {
	server = await startServer()
	opened = await createWorkshop(server.url, { template: 'sample', title: '城市 </script>' })
})
afterAll(() => server.stop())

const session = () => opened.workshop.sessions[0]
const board = () => session()?.boards[0]
const share = (path: string, body: object = { days: 7 }, token = opened.token) =>
	call<CreatedShare>(server.url, `/api/${path}/shares`, { body, token })
const shareBoard = async () => (await share(`boards/${board()?.id}`)).body
const end = (id: string, token = opened.token) =>
	call<Share>(server.url, `/api/shares/${id}`, { method: 'DELETE', token })
const visit = async (link: string, language = 'en') => {
	const answer = await fetch(link, { headers: { 'Accept-Language': language } })
	return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
/** Joins, and writes a card on the first board. */
const writeAs = async (name: string) => {
	const { participant } = await join(server.url, opened.joinCode, name)
	const client = await joinedAsStock(server.syncUrl, boardRoom(board()?.id as never), opened.token)
	const records = recordsOf(client.doc)
	const card = buildCard('mine', { x: 0, y: 0, index: FIRST_INDEX }, { text: 'Mine' }, participant.id)
	client.doc.transact(() => putRecord(records, card))
	await until('the card is saved', () => client.acked() >= 2)
	client.leave()
}
const boardsIn = (page: string): { title: string; cards: { author?: string }[] }[] =>
	JSON.parse(/id="file">([^<]*)</.exec(page)?.[1] ?? '').boards

describe('[SHARE1] a shared page', () => {
	it('is a board, a session or the whole workshop as of its creation', async () => {
		const { id, sessions } = opened.workshop
		const titlesOf = (shown: typeof sessions) => shown.flatMap(({ boards }) => boards.map(({ title }) => title))
		const made = await share(`boards/${board()?.id}`, { days: 7, locale: 'fr' })
		expect(made.status).toBe(201)
		expect(made.body.share).toMatchObject({ title: board()?.title, workshop: opened.workshop.id, revokedAt: null })
		expect(made.body.share.until - made.body.share.createdAt).toBe(7 * DAY_MS)
		const page = await visit(made.body.link)
		expect(page.status).toBe(200)
		expect(page.text).toContain('<html lang="fr">')
		expect(boardsIn(page.text).map(({ title }) => title)).toEqual([board()?.title])
		for (const [path, shown] of [
			[`sessions/${session()?.id}`, sessions.slice(0, 1)],
			[`workshops/${id}`, sessions],
		] as const) {
			const { link } = (await share(path)).body
			expect(boardsIn((await visit(link)).text).map(({ title }) => title)).toEqual(titlesOf([...shown]))
		}
	})

	it('is created, listed and ended only by facilitators of its workshop', async () => {
		const projector = await call<TokenGrant>(server.url, '/api/token', {
			body: { secret: secretOf(opened.links.projector) },
		})
		const participant = await join(server.url, opened.joinCode, 'Ana')
		const stranger = await createWorkshop(server.url)
		const { share: made, link } = await shareBoard()
		for (const token of [projector.body.token, participant.token, stranger.token]) {
			expect((await share(`boards/${board()?.id}`, { days: 1 }, token)).status).toBeGreaterThanOrEqual(403)
			expect((await share(`workshops/${opened.workshop.id}`, { days: 1 }, token)).status).toBe(403)
			const list = await call(server.url, `/api/workshops/${opened.workshop.id}/shares`, { token })
			expect(list.status).toBe(403)
			expect((await end(made.id, token)).status).toBeGreaterThanOrEqual(403)
		}
		expect((await visit(link)).status).toBe(200)
	})

	it('expires within a year, at a given time', async () => {
		for (const days of [0, 1.5, 367, '7', undefined])
			expect((await share(`boards/${board()?.id}`, { days })).status).toBe(400)
	})

	it('has no authors in an anonymous workshop or without the option, and its record reports it', async () => {
		const named = async ({ share: { authors }, link }: CreatedShare) => {
			const { text } = await visit(link)
			return [authors, boardsIn(text).some(({ cards }) => cards.some(({ author }) => author !== undefined))]
		}
		const setAnonymous = (isAnonymous: boolean) =>
			call(server.url, `/api/workshops/${opened.workshop.id}/commands`, {
				token: opened.token,
				body: { type: 'anonymity.set', isAnonymous },
			})
		const path = `boards/${board()?.id}`
		await writeAs('Li')
		expect(await named((await share(path)).body)).toEqual([true, true])
		expect(await named((await share(path, { days: 1, authors: false })).body)).toEqual([false, false])
		await setAnonymous(true)
		expect(await named((await share(path)).body)).toEqual([false, false])
		await setAnonymous(false)
	})
})

describe('[SHARE2] the link', () => {
	it('cannot be guessed, is not cached, and its page has an origin of its own', async () => {
		const { link } = await shareBoard()
		expect(link).toMatch(/\/s\/[A-Za-z0-9_-]{32}$/)
		const { headers, text } = await visit(link)
		expect(headers.get('Cache-Control')).toBe('no-store')
		expect(headers.get('Referrer-Policy')).toBe('no-referrer')
		expect(headers.get('X-Robots-Tag')).toBe('noindex')
		const policy = headers.get('Content-Security-Policy') ?? ''
		expect(policy).toMatch(/sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox$/)
		expect(policy).toContain("default-src 'none'; script-src 'sha256-")
		expect(text).not.toContain('城市 </script>')
	})

	it('[SHARE4] may be embedded by the pages of one origin that its maker names, and by none otherwise', async () => {
		const framing = async (body: object) => {
			const made = await share(`boards/${board()?.id}`, { days: 1, ...body })
			const { headers } = await visit(made.body.link)
			const rules = headers.get('Content-Security-Policy')?.match(/frame-ancestors [^;]+/g)
			return { origin: made.body.share.embeddedIn, rules, older: headers.get('X-Frame-Options') }
		}
		expect(await framing({})).toEqual({ origin: null, rules: [`frame-ancestors 'none'`], older: 'DENY' })
		const origin = 'https://www.city.example:8443'
		const named = { origin, rules: [`frame-ancestors ${origin}`], older: null }
		expect(await framing({ embeddedIn: origin })).toEqual(named)
		const { body } = await call<Shares>(server.url, `/api/workshops/${opened.workshop.id}/shares`, opened)
		expect(body.shares[0]?.embeddedIn).toBe(origin)
		for (const embeddedIn of [
			'*',
			'https://*',
			'https://a.example/',
			"https://a.example; script-src 'self'",
			'data:',
			7,
			`https://${'a.'.repeat(200)}example`,
		])
			expect((await share(`boards/${board()?.id}`, { days: 1, embeddedIn })).status).toBe(400)
		const other = await fetch(server.url)
		expect(other.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
	})

	it('explains in the visitor’s language that a share has ended or never existed', async () => {
		const { share: made, link } = await shareBoard()
		expect((await end(made.id)).body.revokedAt).toBeGreaterThan(0)
		const ended = await visit(link, 'zh-CN,zh;q=0.9')
		expect([ended.status, ended.text.includes('此页面已停止分享')]).toEqual([410, true])
		expect(ended.headers.get('Cache-Control')).toBe('no-store')
		const unknown = await visit(`${server.url}/s/${'A'.repeat(32)}`, 'fr')
		expect([unknown.status, unknown.text.includes('Page introuvable')]).toEqual([404, true])
		const { shares } = (
			await call<Shares>(server.url, `/api/workshops/${opened.workshop.id}/shares`, { token: opened.token })
		).body
		expect(shares.map(({ id }) => id)).not.toContain(made.id)
		expect(shares.length).toBeGreaterThan(0)
	})

	it('does not lock out a visitor with a wrong link', async () => {
		for (let guess = 0; guess < 70; guess++) expect((await visit(`${server.url}/s/guess${guess}`)).status).toBe(404)
		const { joinCode } = await createWorkshop(server.url)
		expect((await call(server.url, `/api/join/${joinCode}`)).status).toBe(200)
	})
})

describe('[SHARE3] the end of a share', () => {
	it('comes at its date; the next sweep removes the page, and its record is kept for 90 days', async () => {
		const shares = await openSqliteShareStore(joinPath(server.dataDir, 'charrette.db'))
		const start = 1_000 * DAY_MS
		const shown = { title: 'Then', authors: false, embeddedIn: null, page: '<p>' }
		const about = { workshop: opened.workshop.id, days: 2, ...shown }
		const { secret } = await createShare({ shares }, about, start)
		const readAt = (day: number) => readShare({ shares }, secret, start + day * DAY_MS)
		expect((await readAt(1.99))?.page.toString()).toBe('<p>')
		expect(await readAt(2)).toBeNull()
		await sweepShares({ shares }, start + 2 * DAY_MS)
		expect(await readAt(1)).toBeNull()
		// The server's clock is long past the end of the share.
		expect((await visit(`${server.url}/s/${secret}`)).status).toBe(410)
		await sweepShares({ shares }, start + 92 * DAY_MS)
		await expect(readAt(1)).rejects.toMatchObject({ code: 'unknown_secret' })
		await shares.close()
	})
})

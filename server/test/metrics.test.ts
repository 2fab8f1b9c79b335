import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { boardRoom, buildCard, type ErrorBody, putRecord, recordsOf, workshopRoom } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import { openRaw } from './support/rawClient.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const HOST_KEY = 'the-key-of-the-host-of-this-server'
const CARD_AT = { x: 1, y: 2, index: 'a1' as never }

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

async function readText(): Promise<string> {
	return (await fetch(`${server.url}/metrics`)).text()
}

/** Returns the value of a metric with these labels, in the notation of Prometheus. */
async function readMetric(metric: string): Promise<number> {
	const line = (await readText()).split('\n').find((text) => text.startsWith(`${metric} `))
	if (!line) throw new Error(`no metric ${metric}`)
	return Number(line.slice(metric.length + 1))
}

it('[METRIC1] metrics count people, rooms, acked edits with their latency, rows of the log, and refusals', async () => {
	const opened = await createWorkshop(server.url, { groups: 1 })
	const ana = await join(server.url, opened.joinCode, 'Ana')
	const followed = await joinedAsStock(server.syncUrl, workshopRoom(opened.workshop.id), ana.token)
	const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
	await until('its first answer is acked', () => client.acked() > 0)
	const [edits, rows] = await Promise.all([
		readMetric('charrette_edits_acked_total'),
		readMetric('charrette_log_rows_total'),
	])
	putRecord(recordsOf(client.doc), buildCard('a', CARD_AT, { kind: 'obstacle', text: 'Permits of Bogotá' }))
	await until('the edit is counted', async () => (await readMetric('charrette_edits_acked_total')) > edits)
	expect(await readMetric('charrette_log_rows_total')).toBeGreaterThan(rows)
	expect(await readMetric('charrette_ack_seconds_count')).toBeGreaterThan(0)
	expect(await readMetric('charrette_people{role="participant"}')).toBe(1)
	expect(await readMetric('charrette_rooms{type="board"}')).toBe(1)
	expect(await readMetric('charrette_rooms_unwritten')).toBe(0)
	expect(await readMetric('charrette_storage_ok')).toBe(1)
	expect(await readMetric('charrette_disk_free_bytes')).toBeGreaterThan(0)

	const raw = await openRaw(`${server.syncUrl}/${boardRoom(ana.board.id)}`, ana.token)
	raw.socket.send(Uint8Array.of(0, 2, 200))
	await until(
		'the bad frame is counted',
		async () => (await readMetric('charrette_frames_refused_total{reason="badFrame"}')) > 0,
	)
	await call(server.url, '/api/boards/none/content', { token: 'unknown' })
	expect(await readMetric('charrette_requests_failed_total{code="not_signed_in"}')).toBe(1)

	const text = await readText()
	for (const secret of [ana.token, opened.workshop.id, ana.board.id, opened.joinCode, 'Ana', 'Bogotá', 'Permits'])
		expect(text).not.toContain(secret)
	for (const { leave } of [client, followed]) leave()
})

it('[METRIC1] metrics are available on this machine, and elsewhere to the host with the key', async () => {
	const codeFor = async (url: string, headers: Record<string, string>) => {
		const answer = await fetch(`${url}/metrics`, { headers })
		return answer.ok ? null : ((await answer.json()) as ErrorBody).error.code
	}
	const forwarded = { 'X-Forwarded-For': '203.0.113.7' }
	expect(await codeFor(server.url, {})).toBeNull()
	expect(await codeFor(server.url, forwarded)).toBe('not_found')

	const hosted = await startServer({ CHARRETTE_ADMIN_KEY: HOST_KEY })
	try {
		expect(await codeFor(hosted.url, forwarded)).toBe('host_key_needed')
		expect(await codeFor(hosted.url, { ...forwarded, Authorization: 'Bearer another-key-that-is-as-long' })).toBe(
			'host_key_needed',
		)
		expect(await codeFor(hosted.url, { ...forwarded, Authorization: `Bearer ${HOST_KEY}` })).toBeNull()
	} finally {
		await hosted.stop()
	}
})

it('[METRIC1] metrics need the key on this machine, too, if the settings name a proxy or its address', async () => {
	const key = { Authorization: `Bearer ${HOST_KEY}` }
	for (const settings of [{ PUBLIC_URL: 'https://board.example' }, { TRUSTED_PROXIES: '10.0.0.5' }]) {
		const server = await startServer({ CHARRETTE_ADMIN_KEY: HOST_KEY, ...settings })
		try {
			const statuses = [{}, key].map(async (headers) => (await fetch(`${server.url}/metrics`, { headers })).status)
			expect(await Promise.all(statuses)).toEqual([401, 200])
		} finally {
			await server.stop()
		}
	}
})

it('[METRIC2] the dashboard queries existing metrics only', async () => {
	const dashboard = await readFile(new URL('../../docs/hosting/grafana.json', import.meta.url), 'utf8')
	const asked = new Set(dashboard.match(/\b(charrette|process|nodejs)_[a-z0-9_]+/g))
	const folder = makeDataDir()
	const hosted = await startServer({ BACKUP_DIR: folder })
	const text = await (await fetch(`${hosted.url}/metrics`)).text()
	await hosted.stop()
	rmSync(folder, { recursive: true })
	const ofSeveralNodes = 'charrette_placement_connected'
	expect(asked.size).toBeGreaterThan(15)
	const isKnown = (name: string) => text.includes(`# TYPE ${name.replace(/_(sum|count|bucket)$/, '')} `)
	expect([...asked].filter((name) => !isKnown(name))).toEqual([ofSeveralNodes])
})

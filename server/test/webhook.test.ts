import { createHmac } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { CreatedWorkshop, HostWebhook, Practice, WebhookDelivery } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call } from './support/call.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'
import { until } from './support/until.ts'

const KEY = 'key-of-the-host'
const SECRET = 'a-secret-of-24-characters'

interface Received {
	headers: IncomingMessage['headers']
	raw: string
	body: { type: string; data: Record<string, unknown> }
}

/** A receiver that answers with these statuses in turn, and then with 204. */
async function startReceiver(statuses: number[] = []) {
	const received: Received[] = []
	const server = createServer(async (request, response) => {
		const raw = await text(request)
		received.push({ headers: request.headers, raw, body: JSON.parse(raw) })
		response.writeHead(statuses.shift() ?? 204).end()
	}).listen(0, '127.0.0.1')
	await new Promise((resolve) => server.once('listening', resolve))
	const { port } = server.address() as AddressInfo
	return { received, url: `http://127.0.0.1:${port}/hook`, close: () => server.close() }
}

describe('a webhook', () => {
	let dataDir: string
	let server: TestServer | undefined
	let receiver: Awaited<ReturnType<typeof startReceiver>> | undefined
	beforeEach(() => {
		dataDir = makeDataDir()
	})
	afterEach(async () => {
		await server?.stop()
		receiver?.close()
		rmSync(dataDir, { recursive: true, force: true })
	})

	const start = async (url: string, env: NodeJS.ProcessEnv = {}, webhookRetryMs = 20) => {
		const lan = { WEBHOOK_URL: url, WEBHOOK_SECRET: SECRET, WEBHOOK_LAN: '127.0.0.1', CHARRETTE_ADMIN_KEY: KEY }
		server = await startServer(
			{ DATA_DIR: dataDir, PUBLIC_URL: 'https://city.example', ...lan, ...env },
			{ webhookRetryMs },
		)
		return server.url
	}
	const asHost = <Body>(url: string, path: string, body?: object) =>
		call<Body>(url, `/api/host/${path}`, { token: KEY, ...(body && { body }) })
	const deliveries = async (url: string) =>
		(await asHost<{ webhook: HostWebhook }>(url, 'webhook')).body.webhook.deliveries

	it('[HOOK1][HOOK2] is called for practices that wait, are reported and adopted, signed and without texts and names', async () => {
		receiver = await startReceiver()
		const url = await start(receiver.url)
		const { token, workshop } = (
			await call<CreatedWorkshop>(url, '/api/workshops', { token: KEY, body: { title: 'Streets', groups: 1 } })
		).body
		const at = <Body>(path: string, body: object) => call<Body>(url, `/api/${path}`, { token, body })
		const fields = { title: 'Permit office', abstract: 'Permits within thirty days.' }
		const { id } = (await at<{ practice: Practice }>(`workshops/${workshop.id}/practices`, { locale: 'en', fields }))
			.body.practice
		await at(`practices/${id}/publish`, { visibility: 'public' })
		await asHost(url, `practices/${id}/publish`, {})
		await at(`practices/${id}/reports`, { reason: 'wrong', text: 'It is in Wuhan.' })
		const [board] = workshop.sessions[0]?.boards ?? []
		expect((await at(`practices/${id}/adopt`, { board: board?.id, locale: 'en', text: '' })).status).toBe(201)
		const received = receiver.received
		await until('all are here', () => received.length === 3)
		expect(received.map(({ body }) => [body.type, body.data])).toEqual(
			['practice.waiting', 'practice.reported', 'practice.adopted'].map((type) => [
				type,
				{ server: 'https://city.example', practice: id },
			]),
		)
		expect(JSON.stringify(received)).not.toMatch(/Permit|Wuhan|Streets/)
		for (const { headers, raw } of received) {
			const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${raw}`
			const signature = createHmac('sha256', SECRET).update(signed).digest('base64')
			expect(headers['webhook-signature']).toBe(`v1,${signature}`)
		}
		expect(await (await call(url, '/metrics', { token: KEY })).text).toContain(
			'charrette_webhook_deliveries_total{result="delivered"} 3',
		)
	})

	it('[HOOK1] is called for a failed backup', async () => {
		receiver = await startReceiver()
		const { received } = receiver
		const folder = makeDataDir()
		const url = await start(receiver.url, { BACKUP_DIR: folder })
		rmSync(folder, { recursive: true })
		await asHost(url, 'backups', {})
		await until('it is called', () => received.some(({ body }) => body.type === 'backup.failed'))
	})

	it('[HOOK1] is called for a disk below its floor', async () => {
		receiver = await startReceiver()
		const { received } = receiver
		await start(receiver.url, { MIN_FREE_MB: '999999999' })
		await until('it is called', () => received.length > 0)
		expect(received[0]?.body).toMatchObject({ type: 'disk.full', data: { freeMb: expect.any(Number) } })
	})

	it('[HOOK4] tries again with the same id after growing waits, and gives up after six attempts', async () => {
		receiver = await startReceiver([500, 503, 200])
		const { received } = receiver
		const url = await start(receiver.url, { MIN_FREE_MB: '999999999' }, 1)
		await until('it is delivered', async () => (await deliveries(url))[0]?.state === 'delivered')
		expect(await deliveries(url)).toMatchObject([{ attempts: 3, answer: '200' }])
		expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
		receiver.close()
		await server?.stop()

		receiver = await startReceiver([404, 404, 404, 404, 404, 404])
		const next = await start(receiver.url, { DATA_DIR: makeDataDir(), MIN_FREE_MB: '999999999' }, 1)
		await until('it has failed', async () => (await deliveries(next))[0]?.state === 'failed')
		expect(await deliveries(next)).toMatchObject([{ attempts: 6, answer: '404' }])
	})

	it('[HOOK4] sends after a restart what waited before it', async () => {
		receiver = await startReceiver([500])
		const url = await start(receiver.url, { MIN_FREE_MB: '999999999' }, 1500)
		await until('it waits', async () => (await deliveries(url))[0]?.answer === '500')
		await server?.restart()
		await until('it is delivered', async () =>
			(await deliveries(url)).some(({ attempts, state }) => attempts === 2 && state === 'delivered'),
		)
	})

	it('[HOOK5] the host sends a test, and sees how it was answered', async () => {
		receiver = await startReceiver([401])
		const url = await start(receiver.url)
		const { delivery } = (await asHost<{ delivery: WebhookDelivery }>(url, 'webhook/test', {})).body
		expect(delivery).toMatchObject({ event: 'test', state: 'failed', answer: '401', attempts: 1 })
		expect((await asHost<{ delivery: WebhookDelivery }>(url, 'webhook/test', {})).body.delivery).toMatchObject({
			state: 'delivered',
			answer: '204',
		})
		expect(await deliveries(url)).toHaveLength(2)
	})

	it('[HOOK3] calls no private address without the setting that allows it', async () => {
		receiver = await startReceiver()
		const url = await start('https://127.0.0.1/hook', { WEBHOOK_LAN: '' })
		const { delivery } = (await asHost<{ delivery: WebhookDelivery }>(url, 'webhook/test', {})).body
		expect(delivery).toMatchObject({ state: 'failed', answer: 'addressRefused' })
	})
})

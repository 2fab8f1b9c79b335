/**
 * The webhook of the host (HOOK1). Deliveries wait in a queue of this process, which is in a file
 * of its folder, and are sent one after another. One that fails is tried again after growing waits.
 */
import { randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type HostWebhook, WEBHOOK_EVENTS, type WebhookDelivery, type WebhookEvent } from '@charrette/shared'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { z } from 'zod'
import { nullIfMissing } from '../../files.ts'
import type { HostEvents } from '../../ports/HostEvents.ts'
import { sendWebhook, type WebhookSettings } from './sendWebhook.ts'

/** Deliveries that wait or are shown. @limit server: the oldest are dropped */
const MAX_DELIVERIES = 200
const SHOWN = 20
/** The waits together are seven hours. @limit server: the delivery has failed */
const MAX_ATTEMPTS = 6
const WAIT_FACTOR = 5
const FILE = 'webhook.json'

const stored = z.array(
	z.object({
		id: z.string(),
		event: z.enum(WEBHOOK_EVENTS),
		at: z.number(),
		attempts: z.number(),
		state: z.enum(['waiting', 'delivered', 'failed']),
		answer: z.string().nullable(),
		body: z.string(),
		dueAt: z.number(),
	}),
)
type StoredDelivery = z.output<typeof stored>[number]

export interface Webhook extends HostEvents {
	/** Returns the last deliveries; null without a webhook. */
	read(): HostWebhook | null
	/** Sends an event `test` once, now. Returns its delivery; null without a webhook. */
	test(): Promise<WebhookDelivery | null>
	/** Stops sending. What waits is sent after the next start. */
	close(): Promise<void>
}

interface WebhookDeps {
	/** Null if there is no webhook. */
	settings: WebhookSettings | null
	/** The folder of this process. */
	folder: string
	/** The address of this server, which the receiver reads; null if it is not set. */
	server: string | null
	/** The wait in ms before the second attempt. */
	retryMs: number
	/** Counts a delivery that has ended, by its state. */
	meter(state: 'delivered' | 'failed'): void
	log: Logger
}

const NO_WEBHOOK: Webhook = { report() {}, read: () => null, test: async () => null, close: async () => {} }

/** Opens the webhook, with what waited when the process ended. */
export async function createWebhook(deps: WebhookDeps): Promise<Webhook> {
	const { settings, folder, server, retryMs, meter, log } = deps
	if (!settings) return NO_WEBHOOK
	const file = join(folder, FILE)
	const oneAtATime = pLimit(1)
	/** Newest first. */
	let deliveries = await readStored(file, log)
	let timer: NodeJS.Timeout | null = null
	let saving: Promise<void> = Promise.resolve()
	let isDirty = false
	let isClosed = false

	/** Writes the queue, once for all changes since the last write began. */
	function save(): void {
		if (isDirty) return
		isDirty = true
		saving = saving
			.then(async () => {
				isDirty = false
				await writeFile(`${file}.new`, JSON.stringify(deliveries), { mode: 0o600 })
				await rename(`${file}.new`, file)
			})
			.catch((err: unknown) => log.warn({ err }, 'webhook queue not stored'))
	}

	function add(event: WebhookEvent, facts: object): StoredDelivery {
		const id = randomUUID()
		const at = Date.now()
		const body = JSON.stringify({ type: event, timestamp: new Date(at).toISOString(), data: { server, ...facts } })
		const added = { id, event, at, attempts: 0, state: 'waiting', answer: null, body, dueAt: at } as const
		const delivery: StoredDelivery = { ...added }
		deliveries = [delivery, ...deliveries]
		while (deliveries.length > MAX_DELIVERIES) drop()
		save()
		return delivery
	}

	/** Drops the oldest delivery that has ended, or else the oldest one. */
	function drop(): void {
		const last = deliveries.findLastIndex(({ state }) => state !== 'waiting')
		const [dropped] = deliveries.splice(last === -1 ? deliveries.length - 1 : last, 1)
		if (dropped?.state !== 'waiting') return
		meter('failed')
		log.warn({ event: dropped.event }, 'webhook delivery dropped')
	}

	async function attempt(delivery: StoredDelivery, maxAttempts: number): Promise<void> {
		if (!settings) return
		const answer = await sendWebhook(settings, delivery)
		const wait = retryMs * WAIT_FACTOR ** delivery.attempts
		delivery.attempts++
		delivery.answer = answer
		if (/^2\d\d$/.test(answer)) delivery.state = 'delivered'
		else if (delivery.attempts >= maxAttempts) delivery.state = 'failed'
		else delivery.dueAt = Date.now() + wait
		if (delivery.state !== 'waiting') meter(delivery.state)
		log.info({ event: delivery.event, answer, attempts: delivery.attempts, state: delivery.state }, 'webhook called')
		save()
	}

	/** Sends what is due, oldest first, and waits for the next one. */
	async function run(): Promise<void> {
		for (const delivery of deliveries.toReversed())
			if (!isClosed && delivery.state === 'waiting' && delivery.dueAt <= Date.now())
				await attempt(delivery, MAX_ATTEMPTS)
		plan()
	}

	function plan(): void {
		if (timer) clearTimeout(timer)
		const due = deliveries.filter(({ state, event }) => state === 'waiting' && event !== 'test')
		if (isClosed || due.length === 0) return
		const next = Math.min(...due.map(({ dueAt }) => dueAt))
		timer = setTimeout(() => void oneAtATime(run), Math.max(0, next - Date.now())).unref()
	}

	plan()
	return {
		report({ event, ...facts }) {
			add(event, facts)
			plan()
		},
		read: () => ({
			host: new URL(settings.url).host,
			waiting: deliveries.filter(({ state }) => state === 'waiting').length,
			deliveries: deliveries.slice(0, SHOWN).map(shownOf),
		}),
		async test() {
			const delivery = add('test', {})
			await oneAtATime(() => (delivery.state === 'waiting' ? attempt(delivery, 1) : undefined))
			return shownOf(delivery)
		},
		async close() {
			isClosed = true
			if (timer) clearTimeout(timer)
			// A call in progress ends by itself, within its time limit; its delivery is sent again.
			await saving
		},
	}
}

function shownOf({ id, event, at, attempts, state, answer }: StoredDelivery): WebhookDelivery {
	return { id, event, at, attempts, state, answer }
}

async function readStored(file: string, log: Logger): Promise<StoredDelivery[]> {
	try {
		const text = await nullIfMissing(readFile(file, 'utf8'))
		return text === null ? [] : stored.parse(JSON.parse(text)).slice(0, MAX_DELIVERIES)
	} catch (err) {
		log.warn({ err }, 'webhook queue not read')
		return []
	}
}

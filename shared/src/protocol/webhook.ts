/** The events that a server reports to the webhook of its host (HOOK1). */
export const WEBHOOK_EVENTS = [
	'practice.waiting',
	'practice.reported',
	'practice.adopted',
	'backup.failed',
	'disk.full',
	'test',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** A delivery to the webhook. Times are in ms. */
export interface WebhookDelivery {
	id: string
	event: WebhookEvent
	/** When the event happened. */
	at: number
	attempts: number
	/** `waiting` is tried again; `failed` is not. */
	state: 'waiting' | 'delivered' | 'failed'
	/** The status of the last answer, or why there was none; null before the first attempt. */
	answer: string | null
}

/** `GET /api/host/webhook`: the last deliveries of the node that answers, newest first. */
export interface HostWebhook {
	/** Name and port of its address. */
	host: string
	/** Number of deliveries that wait. */
	waiting: number
	deliveries: WebhookDelivery[]
}

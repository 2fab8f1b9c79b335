import type { ClientRequest } from 'node:http'
import type {
	CommandResult,
	CreatedWorkshop,
	CreateWorkshopBody,
	ErrorBody,
	JoinResult,
	Workshop,
	WorkshopView,
} from '@charrette/shared'

/** An answer of the API: status, headers, and the body, parsed if it is JSON. */
export interface Answer<Body> {
	status: number
	headers: Headers
	text: string
	body: Body
}

/** A call. `body` is sent as JSON, `raw` unchanged, and `bytes` as an image. */
export interface CallOptions {
	token?: string
	method?: string
	body?: unknown
	raw?: string
	bytes?: Uint8Array<ArrayBuffer>
}

/**
 * Calls the API of the server at `url`, on a connection of its own: on a busy machine an idle one
 * may be closed by the server at the moment in which it is used again.
 */
export async function call<Body = ErrorBody>(
	url: string,
	path: string,
	options: CallOptions = {},
): Promise<Answer<Body>> {
	const { token, body, bytes } = options
	const sent = bytes ?? options.raw ?? (body === undefined ? null : JSON.stringify(body))
	const headers = {
		Connection: 'close',
		...(sent === null ? {} : { 'Content-Type': bytes ? 'image/png' : 'application/json' }),
		...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
	}
	const method = options.method ?? (sent === null ? 'GET' : 'POST')
	const response = await fetch(url + path, { method, headers, body: sent })
	const text = await response.text()
	const isJson = response.headers.get('Content-Type')?.startsWith('application/json') ?? false
	return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

/** Opens a workshop, with two groups by default. */
export async function createWorkshop(url: string, options: Partial<CreateWorkshopBody> = {}): Promise<CreatedWorkshop> {
	const body = { title: 'Urban innovation', cities: ['Bogotá', 'Wuhan', 'Dakar'], groups: 2, ...options }
	return (await call<CreatedWorkshop>(url, '/api/workshops', { body })).body
}

/** Joins as a participant. */
export async function join(url: string, code: string, name: string, city = 'Bogotá'): Promise<JoinResult> {
	return (await call<JoinResult>(url, '/api/join', { body: { code, name, city } })).body
}

/** Returns the secret in the fragment of a link. */
export function secretOf(link: string): string {
	return new URL(link).hash.slice(1)
}

/** A facilitator and their workshop. */
export interface FacilitatorClient {
	opened: CreatedWorkshop
	/** Runs a command that must succeed, and returns the state after it. */
	run(command: object): Promise<Workshop>
	/** Runs a command, and returns the answer. */
	send(command: object): Promise<Answer<CommandResult & Partial<ErrorBody>>>
	state(): Promise<Workshop>
}

/** Opens a workshop of two groups. */
export async function openAsFacilitator(
	url: string,
	options: Partial<CreateWorkshopBody> = {},
): Promise<FacilitatorClient> {
	const opened = await createWorkshop(url, options)
	const { token, workshop } = opened
	const path = `/api/workshops/${workshop.id}`
	const send: FacilitatorClient['send'] = (command) => call(url, `${path}/commands`, { token, body: command })
	const state = async () => (await call<WorkshopView>(url, path, { token })).body.workshop
	return {
		opened,
		send,
		state,
		async run(command) {
			const { status, body } = await send(command)
			if (status !== 200) throw new Error(`${JSON.stringify(command)}: ${body.error?.message}`)
			return state()
		},
	}
}

/** Like `openAsFacilitator`, with the participant Ana. */
export async function openWithAna(url: string) {
	const facilitator = await openAsFacilitator(url)
	return { facilitator, ana: await join(url, facilitator.opened.joinCode, 'Ana') }
}

/** Returns a phase of this kind, as a command takes it. */
export const phaseOf = (kind: string, more: object = {}) => ({ kind, title: { en: kind }, minutes: 10, ...more })

/**
 * Sends zeros until the server answers. Returns the answer and the number of bytes sent before it.
 */
export function sendEndlessly(sending: ClientRequest): Promise<{ status: number; code: string; sent: number }> {
	return new Promise((resolve) => {
		const zeros = Buffer.alloc(64 * 1024)
		let sent = 0
		let isAnswered = false
		const more = () => {
			if (isAnswered) return
			sent += zeros.length
			sending.write(zeros, () => setImmediate(more))
		}
		// The server closes the connection while zeros are still being sent.
		sending.on('error', () => {})
		sending.once('response', async (response) => {
			isAnswered = true
			const chunks: Buffer[] = []
			for await (const chunk of response) chunks.push(chunk as Buffer)
			const { error } = JSON.parse(Buffer.concat(chunks).toString()) as { error: { code: string } }
			sending.destroy()
			resolve({ status: response.statusCode ?? 0, code: error.code, sent })
		})
		more()
	})
}

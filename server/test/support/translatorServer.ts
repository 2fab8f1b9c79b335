import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request for translations; `source` and `target` as the kind of translator names languages. */
export interface TranslatorRequest {
	kind: 'libretranslate' | 'openai' | 'apertium'
	q: string[]
	source: string
	target: string
}

/** A server on loopback that answers like each kind of translator, or as the test says. */
export interface TranslatorServer {
	url: string
	requests: TranslatorRequest[]
	/** Answers a request for translations; by default each text with the target's code before it. */
	answer: (request: TranslatorRequest, response: ServerResponse) => void | Promise<void>
	stop(): Promise<void>
}

const CODES = ['en', 'zh-Hans', 'es', 'fr']

/** Answers with these translations. */
export function sendTranslations(response: ServerResponse, translatedText: readonly unknown[]): void {
	response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ translatedText }))
}

/** Answers with this text, as a language model and as Apertium do. */
export function sendText(response: ServerResponse, text: string): void {
	const choices = [{ message: { role: 'assistant', content: text } }]
	response.end(JSON.stringify({ choices, responseData: { translatedText: text } }))
}

/** Answers with each text after the code of its target. */
export function translateAll({ kind, q, target }: TranslatorRequest, response: ServerResponse): void {
	const translated = q.map((one) => `[${target}] ${one}`)
	if (kind === 'libretranslate') sendTranslations(response, translated)
	else sendText(response, kind === 'openai' ? JSON.stringify({ translations: translated }) : translated.join('\n\n'))
}

/** Answers what translators say about themselves, or returns false. */
function answerAboutItself(path: string, response: ServerResponse): boolean {
	const pairs = ['eng', 'fra', 'zho'].map((sourceLanguage) => ({ sourceLanguage, targetLanguage: 'spa' }))
	if (path === '/languages') response.end(JSON.stringify(CODES.map((code) => ({ code, name: code, targets: CODES }))))
	else if (path === '/listPairs') response.end(JSON.stringify({ responseData: pairs }))
	else return false
	return true
}

async function readRequest(request: IncomingMessage): Promise<TranslatorRequest> {
	const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
	if (pathname === '/chat/completions') {
		const { messages } = JSON.parse(await text(request)) as { messages: { content: string }[] }
		const { texts } = JSON.parse(messages[1]?.content ?? '') as { texts: string[] }
		return { kind: 'openai', q: texts, source: '', target: 'es' }
	}
	if (request.method === 'GET') {
		const [source = '', target = ''] = searchParams.get('langpair')?.split('|') ?? []
		return { kind: 'apertium', q: searchParams.get('q')?.split('\n\n') ?? [], source, target }
	}
	return { ...(JSON.parse(await text(request)) as Omit<TranslatorRequest, 'kind'>), kind: 'libretranslate' }
}

export async function startTranslatorServer(): Promise<TranslatorServer> {
	const server = createServer(async (request, response) => {
		if (answerAboutItself(request.url ?? '', response)) return
		const asked = await readRequest(request)
		translator.requests.push(asked)
		await translator.answer(asked, response)
	}).listen(0, '127.0.0.1')
	await once(server, 'listening')
	const translator: TranslatorServer = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests: [],
		answer: translateAll,
		async stop() {
			server.close()
			server.closeAllConnections()
			await once(server, 'close')
		},
	}
	return translator
}

import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { createOpenAiModel } from '../../dist/adapters/translators/createOpenAiModel.js'
import { readConfig } from '../../dist/start/config.js'
import { createTranslatorAccount } from '../../dist/translation/createTranslatorAccount.js'

/** A request to a language model; `input` is empty for a chat, `messages` for embeddings. */
export interface ModelRequest {
	path: string
	model: string
	input: string[]
	messages: { role: string; content: string }[]
	authorization: string | undefined
}

/** A server on loopback with embeddings and chat completions, which answers as the test says. */
export interface LanguageModelServer {
	url: string
	requests: ModelRequest[]
	/** Answers a request; by default `embedByWords`. */
	answer: (request: ModelRequest, response: ServerResponse) => unknown
	stop(): Promise<void>
}

const DIMENSIONS = 16

/** The vector of a text by its words, so that texts with the same words are alike. */
export function vectorByWords(text: string): number[] {
	const vector = Array.from({ length: DIMENSIONS }, () => 0.01)
	for (const word of text.toLowerCase().split(/\W+/u).filter(Boolean)) {
		const place = [...word].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % DIMENSIONS
		vector[place] = (vector[place] ?? 0) + 1
	}
	return vector
}

export const sendVectors = (response: ServerResponse, vectors: readonly unknown[]) =>
	response.end(JSON.stringify({ data: vectors.map((embedding, index) => ({ index, embedding })) }))

export const embedByWords = ({ input }: ModelRequest, response: ServerResponse) =>
	sendVectors(response, input.map(vectorByWords))

export async function startLanguageModelServer(): Promise<LanguageModelServer> {
	const server = createServer(async (request, response) => {
		const body = (await json(request)) as Partial<ModelRequest>
		const asked = { ...{ model: '', input: [], messages: [] }, ...body }
		const received = { ...asked, path: request.url ?? '', authorization: request.headers.authorization }
		model.requests.push(received)
		await model.answer(received, response)
	}).listen(0, '127.0.0.1')
	await once(server, 'listening')
	const model: LanguageModelServer = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests: [],
		answer: embedByWords,
		async stop() {
			server.close()
			server.closeAllConnections()
			await once(server, 'close')
		},
	}
	return model
}

/** Answers a chat with this text. */
export const sendAnswer = (response: ServerResponse, content: string) =>
	response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))

/** The settings of a Charrette server that asks this model in chats. */
export const chatSettings = ({ url }: LanguageModelServer) =>
	({ TRANSLATE_URL: url, TRANSLATE_KIND: 'openai', TRANSLATE_MODEL: 'chat' }) as const

/** Limits that a test sets for what asks the model. */
export interface AnswerLimits {
	maxCharactersPerDay?: number
	pauseMs?: number
	waitMs?: number
}

/** Creates what asks this model in chats, with an account; both are closed after the test. */
export function openAnswers<Answers extends { close(): Promise<void> }>(
	server: LanguageModelServer,
	limits: AnswerLimits,
	create: (
		deps: { model: ReturnType<typeof createOpenAiModel> | null; account: TestAccount } & AnswerLimits,
	) => Answers,
): { answers: Answers; account: TestAccount } {
	const { translator } = readConfig(chatSettings(server))
	const account = createTranslatorAccount({
		...{ maxCharactersPerDay: 1e6, meter: () => {}, log: pino({ level: 'silent' }) },
		...limits,
	})
	const answers = create({ model: translator && createOpenAiModel(translator), account, ...limits })
	onTestFinished(async () => {
		account.close()
		await answers.close()
	})
	return { answers, account }
}

type TestAccount = ReturnType<typeof createTranslatorAccount>

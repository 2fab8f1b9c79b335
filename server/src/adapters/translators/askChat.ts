import { z } from 'zod'
import { TranslatorError } from '../../ports/Translator.ts'
import type { TranslatorSettings } from '../../start/settingGroups.ts'
import { fetchJson } from './fetchJson.ts'

const answer = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })

/** What a language model is asked: instructions of ours, and what people wrote, as data. */
export interface ChatQuestion {
	instructions: string
	data: unknown
}

/**
 * Asks a server with OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat)
 * such as Ollama, vLLM or LM Studio. All that people wrote is the user's message, as JSON, so that
 * a text cannot end it. Returns the JSON of the answer, null for another one. Throws a
 * `TranslatorError`, or the reason of the signal.
 */
export async function askChat(
	{ url, key, model }: Pick<TranslatorSettings, 'url' | 'key' | 'model'>,
	{ instructions, data }: ChatQuestion,
	signal: AbortSignal,
): Promise<unknown> {
	const body = {
		model,
		temperature: 0,
		response_format: { type: 'json_object' },
		messages: [
			{ role: 'system', content: instructions },
			{ role: 'user', content: JSON.stringify(data) },
		],
	}
	const headers = key ? { Authorization: `Bearer ${key}` } : {}
	const { data: parsed } = answer.safeParse(await fetchJson({ url: `${url}/chat/completions`, headers, body, signal }))
	if (!parsed) throw new TranslatorError('badAnswer', 'The answer has another form.')
	return parseJson(parsed.choices[0]?.message.content ?? '')
}

/** Models often put their JSON between lines of backticks. */
function parseJson(content: string): unknown {
	try {
		return JSON.parse(content.trim().replace(/^```(?:json)?\s*|\s*```$/gu, ''))
	} catch {
		return null
	}
}

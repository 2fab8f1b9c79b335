/**
 * Any server with OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings),
 * such as Ollama, vLLM or LM Studio. An answer counts only if each text has its vector.
 */
import { z } from 'zod'
import type { LanguageModel } from '../../ports/LanguageModel.ts'
import { TranslatorError } from '../../ports/Translator.ts'
import type { TranslatorSettings } from '../../start/settingGroups.ts'
import { askChat } from './askChat.ts'
import { fetchJson } from './fetchJson.ts'

/** Dimensions of a vector. */
const [MIN_DIMENSIONS, MAX_DIMENSIONS] = [8, 4096]

const embedding = z.array(z.number()).min(MIN_DIMENSIONS).max(MAX_DIMENSIONS)
const embeddings = z.object({ data: z.array(z.object({ index: z.number().int().optional(), embedding })) })

/** Creates the host's language model; null for a translator of another kind. */
export function createOpenAiModel(settings: TranslatorSettings): LanguageModel | null {
	const { kind, url, key, embeddingModel } = settings
	if (kind !== 'openai') return null
	const headers = key ? { Authorization: `Bearer ${key}` } : {}
	return {
		answer: (question, signal) => askChat(settings, question, signal),
		embed:
			embeddingModel === null
				? null
				: async (texts, signal) => {
						const body = { model: embeddingModel, input: texts }
						const answer = await fetchJson({ url: `${url}/embeddings`, headers, body, signal })
						const { data: parsed } = embeddings.safeParse(answer)
						if (!parsed) throw new TranslatorError('badAnswer', 'The answer to /embeddings has another form.')
						return inOrder(parsed.data, texts)
					},
	}
}

/** Returns the vectors in the order of the texts, if they can be those of the texts. */
function inOrder(data: z.output<typeof embeddings>['data'], texts: readonly string[]): number[][] {
	const vectors: number[][] = []
	for (const [at, { index = at, embedding }] of data.entries()) vectors[index] = embedding
	const [first] = vectors
	const isWhole = data.length === texts.length && Object.keys(vectors).length === texts.length
	if (!isWhole || vectors.length !== texts.length)
		throw new TranslatorError('badAnswer', 'The answer has another number of vectors.')
	if (vectors.some((vector) => vector.length !== first?.length || vector.every((value) => value === 0)))
		throw new TranslatorError('badAnswer', 'The vectors have different lengths, or are empty.')
	if (new Set(texts).size > 1 && vectors.every((vector) => vector.every((value, at) => value === first?.[at])))
		throw new TranslatorError('badAnswer', 'All texts have the same vector.')
	return vectors
}

import { createOpenAiModel } from '../adapters/translators/createOpenAiModel.ts'
import { createTranslator } from '../adapters/translators/createTranslator.ts'
import type { LanguageModel } from '../ports/LanguageModel.ts'
import { TranslatorError } from '../ports/Translator.ts'
import type { Config } from '../start/config.ts'
import type { TranslatorSettings } from '../start/settingGroups.ts'
import { type Finding, findingsOf } from './Finding.ts'

const { ok, warning, fault } = findingsOf('translator')
const TEXT = 'Nobody is in charge.'

/**
 * Examines whether the translator, if the server has one, translates a sentence (TRANSLATE5), and
 * whether its embedding model compares texts (MODEL1).
 */
export async function examineTranslator({ translator: settings }: Pick<Config, 'translator'>): Promise<Finding[]> {
	if (!settings) return []
	const embed = createOpenAiModel(settings)?.embed
	return [await examineTranslation(settings), ...(embed ? [await examineEmbedding(settings, embed)] : [])]
}

async function examineTranslation(settings: TranslatorSettings): Promise<Finding> {
	const translator = createTranslator(settings)
	try {
		const answer = await translator.translate({ texts: [TEXT], from: 'en', to: 'es' }, new AbortController().signal)
		if (answer === null) return warning(`${translator.host} does not translate from English to Spanish.`)
		return answer.length === 1 && answer[0]
			? ok(`${translator.host} translates.`)
			: fault(`${translator.host} does not answer as ${translator.kind} does. Set TRANSLATE_KIND.`)
	} catch (cause) {
		if (!(cause instanceof TranslatorError)) throw cause
		return fault(`${translator.host} does not translate: ${cause.message} See TRANSLATE_URL and TRANSLATE_KEY.`)
	}
}

async function examineEmbedding(
	{ url, embeddingModel }: TranslatorSettings,
	embed: NonNullable<LanguageModel['embed']>,
): Promise<Finding> {
	const { host } = new URL(url)
	try {
		await embed([TEXT, 'The bus is late.'], new AbortController().signal)
		return ok(`${host} compares texts with ${embeddingModel}.`)
	} catch (cause) {
		if (!(cause instanceof TranslatorError)) throw cause
		return fault(`${host} does not compare texts: ${cause.message} See TRANSLATE_EMBEDDING_MODEL.`)
	}
}

/**
 * Apertium's APY (https://wiki.apertium.org/wiki/Apertium-apy): `GET /listPairs`, `POST /translate`
 * with one text. Paragraphs stay paragraphs, so that the lines of many texts go in one request.
 * Languages have three letters.
 */
import { toISO3 } from 'tinyld/light'
import { z } from 'zod'
import { type Translator, TranslatorError } from '../../ports/Translator.ts'
import type { TranslatorSettings } from '../../start/settingGroups.ts'
import { fetchJson } from './fetchJson.ts'

const pairs = z.object({ responseData: z.array(z.object({ sourceLanguage: z.string(), targetLanguage: z.string() })) })
const answer = z.object({ responseData: z.object({ translatedText: z.string() }) })
const PARAGRAPH = '\n\n'

/** Creates a translator by a server of Apertium. */
export function createApertium({ url }: TranslatorSettings): Translator {
	let known: Promise<Set<string>> | null = null

	function readPairs(signal: AbortSignal): Promise<Set<string>> {
		known ??= fetchJson({ url: `${url}/listPairs`, signal }).then((body) => {
			const { data } = pairs.safeParse(body)
			if (!data) throw new TranslatorError('badAnswer', 'The answer to /listPairs has another form.')
			return new Set(
				data.responseData.map(({ sourceLanguage, targetLanguage }) => `${sourceLanguage}|${targetLanguage}`),
			)
		})
		known.catch(() => {
			known = null
		})
		return known
	}

	return {
		kind: 'apertium',
		host: new URL(url).host,
		async translate({ texts, from, to }, signal) {
			const langpair = `${toISO3(from)}|${toISO3(to)}`
			if (!(await readPairs(signal)).has(langpair)) return null
			const lines = texts.map((text) => text.split(/\s*\n\s*/u).filter(Boolean))
			const query = new URLSearchParams({ langpair, q: lines.flat().join(PARAGRAPH), format: 'txt', markUnknown: 'no' })
			const { data } = answer.safeParse(await fetchJson({ url: `${url}/translate?${query}`, signal }))
			if (!data) throw new TranslatorError('badAnswer', 'The answer to /translate has another form.')
			const translated = data.responseData.translatedText.split(/\n{2,}/u)
			if (translated.length !== lines.flat().length)
				throw new TranslatorError('badAnswer', 'The answer has another number of texts.')
			return lines.map((own) => translated.splice(0, own.length).join('\n'))
		},
	}
}

/**
 * LibreTranslate (https://docs.libretranslate.com/api/operations/translate): `GET /languages` lists
 * each language with its targets; `POST /translate` takes an array of texts.
 */
import { z } from 'zod'
import { type Translator, TranslatorError } from '../../ports/Translator.ts'
import type { TranslatorSettings } from '../../start/settingGroups.ts'
import { fetchJson } from './fetchJson.ts'

const languages = z.array(z.object({ code: z.string(), targets: z.array(z.string()) }))
const answer = z.object({ translatedText: z.array(z.string()) })

/** Creates a translator by a server of LibreTranslate. */
export function createLibreTranslate({ url, key }: TranslatorSettings): Translator {
	let known: Promise<z.output<typeof languages>> | null = null

	function readLanguages(signal: AbortSignal): Promise<z.output<typeof languages>> {
		known ??= fetchJson({ url: `${url}/languages`, signal }).then((body) => {
			const { data } = languages.safeParse(body)
			if (!data) throw new TranslatorError('badAnswer', 'The answer to /languages has another form.')
			return data
		})
		known.catch(() => {
			known = null
		})
		return known
	}

	return {
		kind: 'libretranslate',
		host: new URL(url).host,
		async translate({ texts, from, to }, signal) {
			const all = await readLanguages(signal)
			const source = all.find(({ code }) => isLanguage(code, from))
			const target = source?.targets.find((code) => isLanguage(code, to))
			if (!source || !target) return null
			const body = { q: texts, source: source.code, target, format: 'text', ...(key && { api_key: key }) }
			const { data } = answer.safeParse(await fetchJson({ url: `${url}/translate`, body, signal }))
			if (!data) throw new TranslatorError('badAnswer', 'The answer to /translate has another form.')
			return data.translatedText
		},
	}
}

/** Returns whether a code names this language: `zh`, and in newer releases `zh-Hans`. */
function isLanguage(code: string, language: string): boolean {
	return code === language || code.startsWith(`${language}-`)
}

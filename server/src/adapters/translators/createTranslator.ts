import type { Translator } from '../../ports/Translator.ts'
import type { TranslatorSettings } from '../../start/settingGroups.ts'
import { createApertium } from './createApertium.ts'
import { createLibreTranslate } from './createLibreTranslate.ts'
import { createOpenAiTranslator } from './createOpenAiTranslator.ts'

const KINDS = {
	libretranslate: createLibreTranslate,
	apertium: createApertium,
	openai: createOpenAiTranslator,
} as const

/** Creates the translator that the host has named. */
export function createTranslator(settings: TranslatorSettings): Translator {
	return KINDS[settings.kind](settings)
}

import { startTranslatorServer, type TranslatorServer } from '../../server/test/support/translatorServer.ts'
import { type Stack, startStack } from './startStack.ts'

/** A server with a translator, whose answers and requests a story reads and changes. */
export interface TranslatedStack {
	stack: Stack
	translator: TranslatorServer
	stop(): Promise<void>
}

export async function startTranslatedStack(): Promise<TranslatedStack> {
	const translator = await startTranslatorServer()
	const stack = await startStack({ TRANSLATE_URL: translator.url, TRANSLATE_KIND: 'libretranslate' })
	return {
		stack,
		translator,
		async stop() {
			await stack.stop()
			await translator.stop()
		},
	}
}
